package org.collapselab.vision.provenance;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The bit is held by the largest singular value. The package takes the singular values of the
 * coefficients' cosine transform; that transform is orthogonal, so they are those of the
 * coefficients, and to change the first by d is to add d times the outer product of its two vectors
 * to the coefficients themselves.
 */
final class SingularValueRule implements BlockRule {

  private static final int N = HaarBlock.BAND;

  private final double step;
  private final SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
      DecompositionFactory_DDRM.svd(N, N, true, true, false);

  SingularValueRule(double step) {
    this.step = step;
  }

  @Override
  public boolean read(double[] band) {
    return BlockRule.bit(decompose(band).value(), step);
  }

  @Override
  public void write(double[] band, boolean bit) {
    Leading leading = decompose(band);
    leading.move(band, BlockRule.holding(leading.value(), bit, step));
  }

  /** The largest singular value and its vectors. */
  Leading decompose(double[] band) {
    DMatrixRMaj matrix = new DMatrixRMaj(N, N);
    System.arraycopy(band, 0, matrix.data, 0, band.length);
    if (!decomposition.decompose(matrix)) {
      throw new ArithmeticException("coefficients: expected finite numbers");
    }
    double[] values = decomposition.getSingularValues();
    int first = 0;
    for (int i = 1; i < N; i++) {
      first = values[i] > values[first] ? i : first;
    }
    double[] outer = new double[band.length];
    DMatrixRMaj u = decomposition.getU(null, false);
    DMatrixRMaj v = decomposition.getV(null, false);
    for (int i = 0; i < band.length; i++) {
      outer[i] = u.get(i / N, first) * v.get(i % N, first);
    }
    return new Leading(values[first], outer);
  }

  /** A singular value and the outer product of its vectors, [4, 4]. */
  @SuppressWarnings("ArrayRecordComponent")
  record Leading(double value, double[] outer) {

    /** Adds what makes the singular value {@code target}. */
    void move(double[] band, double target) {
      for (int i = 0; i < band.length; i++) {
        band[i] += (target - value) * outer[i];
      }
    }
  }
}
