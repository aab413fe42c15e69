package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A set of feature vectors summarised by its mean and unbiased covariance S, with S kept as a
 * factor F [R, D] such that F'F = S and R is the rank or a little more.
 *
 * <p>Preparing one costs an eigen-decomposition when there are more vectors than dimensions (about
 * 15 s at D = 2048); keep the reference set's and use it for every comparison.
 */
public final class Gaussian {

  private final int count;
  private final double[] mean;
  private final double trace;
  private final DMatrixRMaj factor;

  private Gaussian(int count, double[] mean, DMatrixRMaj factor) {
    this.count = count;
    this.mean = mean;
    this.factor = factor;
    double sum = 0;
    for (double value : factor.data) {
      sum += value * value;
    }
    this.trace = sum;
  }

  /**
   * Summarises {@code rows} [N, D]. With N no larger than D the centred rows themselves are the
   * factor, so a rank-deficient covariance suffers no rounding from being squared.
   *
   * @throws IllegalArgumentException with fewer than two rows, unequal lengths or entries that are
   *     not finite
   */
  public static Gaussian of(float[][] rows) {
    Moments moments = Moments.of(rows);
    int n = rows.length;
    int d = moments.dimension();
    if (n < 2 || n > d) {
      return of(moments);
    }
    double[] mean = moments.mean();
    double scale = 1 / Math.sqrt(n - 1.0);
    DMatrixRMaj factor = new DMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        factor.set(i, j, (rows[i][j] - mean[j]) * scale);
      }
    }
    return new Gaussian(n, mean, factor);
  }

  /**
   * Summarises streamed {@code moments}: F = L^(1/2) U' of the covariance's eigen-decomposition.
   * Eigenvalues that rounding alone can produce are dropped, as are those past the rank the count
   * allows.
   *
   * @throws IllegalArgumentException with fewer than two vectors
   */
  public static Gaussian of(Moments moments) {
    if (moments.count() < 2) {
      throw new IllegalArgumentException(
          "features: expected at least 2 vectors, got " + moments.count());
    }
    int d = moments.dimension();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    if (!eigen.decompose(DMatrixRMaj.wrap(d, d, moments.covariance()))) {
      throw new ArithmeticException("covariance: the eigen-decomposition did not converge");
    }
    Integer[] order = new Integer[d];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            Double.compare(eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
    double floor = d * Math.ulp(1.0) * Math.max(0, eigen.getEigenvalue(order[0]).getReal());
    int rank = 0;
    long mostRank = Math.min(d, moments.count() - 1);
    while (rank < mostRank && eigen.getEigenvalue(order[rank]).getReal() > floor) {
      rank++;
    }
    // A set of equal vectors has rank 0; one row of zeros stands for it.
    DMatrixRMaj factor = new DMatrixRMaj(Math.max(rank, 1), d);
    for (int i = 0; i < rank; i++) {
      double root = Math.sqrt(eigen.getEigenvalue(order[i]).getReal());
      DMatrixRMaj vector = eigen.getEigenVector(order[i]);
      for (int j = 0; j < d; j++) {
        factor.set(i, j, root * vector.get(j));
      }
    }
    return new Gaussian(Math.toIntExact(moments.count()), moments.mean(), factor);
  }

  /** The number of vectors summarised. */
  public int count() {
    return count;
  }

  /** The length of a vector. */
  public int dimension() {
    return mean.length;
  }

  /** The mean, [D]. */
  public double[] mean() {
    return Arrays.copyOf(mean, mean.length);
  }

  /** The trace of the covariance: the total variance. */
  public double trace() {
    return trace;
  }

  /** The number of rows R of the factor. */
  public int rank() {
    return factor.numRows;
  }

  /** This factor times the other's transpose, F1 F2' [R1, R2]. */
  DMatrixRMaj times(Gaussian other) {
    DMatrixRMaj product = new DMatrixRMaj(factor.numRows, other.factor.numRows);
    CommonOps_DDRM.multTransB(factor, other.factor, product);
    return product;
  }

  /** {@code rows} [N, D] times this factor's transpose, [N, R]. */
  DMatrixRMaj project(DMatrixRMaj rows) {
    DMatrixRMaj product = new DMatrixRMaj(rows.numRows, factor.numRows);
    CommonOps_DDRM.multTransB(rows, factor, product);
    return product;
  }
}
