package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The linear algebra of the metrics: small problems in plain Java, which gives the same digits
 * everywhere and needs no call into the engine, large ones by {@link Lapack}.
 */
final class LinearAlgebra {

  /** From this size on a decomposition is left to LAPACK. */
  static final int LARGE = 257;

  /** From so many multiplications on a product is left to LAPACK. */
  private static final long LARGE_PRODUCT = 1L << 23;

  private LinearAlgebra() {}

  /** a [N,K] times the transpose of b [M,K], [N,M]. */
  static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    if ((long) a.numRows * b.numRows * a.numCols >= LARGE_PRODUCT) {
      return Lapack.product(a, b);
    }
    DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numRows);
    CommonOps_DDRM.multTransB(a, b, product);
    return product;
  }

  /** The transpose of a [N,K] times itself, [K,K]. */
  static DMatrixRMaj scatter(DMatrixRMaj a) {
    if ((long) a.numRows * a.numCols * a.numCols >= LARGE_PRODUCT) {
      return Lapack.scatter(a);
    }
    DMatrixRMaj gram = new DMatrixRMaj(a.numCols, a.numCols);
    CommonOps_DDRM.multTransA(a, a, gram);
    return gram;
  }

  /** The sum of the singular values of a [N,K] times the transpose of b [M,K]. */
  static double nuclearNorm(DMatrixRMaj a, DMatrixRMaj b) {
    return Math.min(a.numRows, b.numRows) >= LARGE
        ? Arrays.stream(Lapack.singularValues(a, b)).sum()
        : nuclearNorm(product(a, b));
  }

  /** The sum of the singular values. */
  static double nuclearNorm(DMatrixRMaj matrix) {
    if (Math.min(matrix.numRows, matrix.numCols) >= LARGE) {
      return Arrays.stream(Lapack.singularValues(matrix)).sum();
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
    if (!svd.decompose(matrix)) {
      throw new ArithmeticException("covariance: the singular values did not converge");
    }
    double sum = 0;
    double[] values = svd.getSingularValues();
    for (int i = 0; i < svd.numberOfSingularValues(); i++) {
      sum += values[i];
    }
    return sum;
  }

  /** The eigenvalues of a symmetric matrix, in no order; the matrix is overwritten. */
  static double[] eigenvalues(DMatrixRMaj symmetric) {
    int size = symmetric.numRows;
    if (size >= LARGE) {
      return Lapack.eigenvalues(symmetric);
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric, false);
    double[] values = new double[size];
    Arrays.setAll(values, i -> eigen.getEigenvalue(i).getReal());
    return values;
  }

  /**
   * A matrix F [D,D] with F'F = the symmetric matrix S [D,D], up to eigenvalues that rounding alone
   * can produce, which are left out, as are those past the greatest {@code rank}. S is overwritten.
   */
  static DMatrixRMaj factor(DMatrixRMaj symmetric, long rank) {
    int size = symmetric.numRows;
    if (size >= LARGE && rank >= size) {
      DMatrixRMaj lower = Lapack.cholesky(symmetric);
      if (isWellConditioned(lower, symmetric)) {
        CommonOps_DDRM.transpose(lower);
        return lower;
      }
    }
    return size >= LARGE ? spectralFactor(Lapack.eigen(symmetric), rank) : small(symmetric, rank);
  }

  /** Whether every pivot is more than what rounding may have made of a zero. */
  private static boolean isWellConditioned(DMatrixRMaj lower, DMatrixRMaj symmetric) {
    int size = lower.numRows;
    double greatest = 0;
    for (int i = 0; i < size; i++) {
      greatest = Math.max(greatest, symmetric.get(i, i));
    }
    for (int i = 0; i < size; i++) {
      // Also false for the entries of a failed decomposition, which are not finite.
      if (!(Math.pow(lower.get(i, i), 2) > size * Math.ulp(1.0) * greatest)
          || !Double.isFinite(lower.get(i, i))) {
        return false;
      }
    }
    return true;
  }

  private static DMatrixRMaj small(DMatrixRMaj symmetric, long rank) {
    int size = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric, true);
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            Double.compare(eigen.getEigenvalue(a).getReal(), eigen.getEigenvalue(b).getReal()));
    DMatrixRMaj spectrum = new DMatrixRMaj(size + 1, size);
    for (int i = 0; i < size; i++) {
      spectrum.set(0, i, eigen.getEigenvalue(order[i]).getReal());
      DMatrixRMaj vector = eigen.getEigenVector(order[i]);
      System.arraycopy(vector.data, 0, spectrum.data, (i + 1) * size, size);
    }
    return spectralFactor(spectrum, rank);
  }

  /** From ascending eigenvalues in row 0 and their vectors in the rows after. */
  private static DMatrixRMaj spectralFactor(DMatrixRMaj spectrum, long mostRank) {
    int size = spectrum.numCols;
    double floor = size * Math.ulp(1.0) * Math.max(0, spectrum.get(0, size - 1));
    int rank = 0;
    while (rank < Math.min(size, mostRank) && spectrum.get(0, size - 1 - rank) > floor) {
      rank++;
    }
    // A set of equal vectors has rank 0; one row of zeros stands for it.
    DMatrixRMaj factor = new DMatrixRMaj(Math.max(rank, 1), size);
    for (int i = 0; i < rank; i++) {
      double root = Math.sqrt(spectrum.get(0, size - 1 - i));
      int row = size - i;
      for (int j = 0; j < size; j++) {
        factor.data[i * size + j] = root * spectrum.data[row * size + j];
      }
    }
    return factor;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      DMatrixRMaj symmetric, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
    if (!eigen.decompose(symmetric)) {
      throw new ArithmeticException("covariance: the eigen-decomposition did not converge");
    }
    return eigen;
  }
}
