package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A set of feature vectors summarised by its mean and unbiased covariance S, with S kept as a
 * factor F [R, D] such that F'F = S and R is the rank or a little more.
 *
 * <p>Preparing one costs a decomposition when there are more vectors than dimensions; keep the
 * reference set's and use it for every comparison.
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
   * Summarises streamed {@code moments}. F is the Cholesky factor of a large covariance that is
   * well conditioned, else L^(1/2) U' of its eigen-decomposition without the eigenvalues that
   * rounding alone can produce and those past the rank the count allows.
   *
   * @throws IllegalArgumentException with fewer than two vectors
   */
  public static Gaussian of(Moments moments) {
    if (moments.count() < 2) {
      throw new IllegalArgumentException(
          "features: expected at least 2 vectors, got " + moments.count());
    }
    int d = moments.dimension();
    DMatrixRMaj factor =
        LinearAlgebra.factor(DMatrixRMaj.wrap(d, d, moments.covariance()), moments.count() - 1);
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

  /** The nuclear norm of this factor times the other's transpose: tr (S1 S2)^(1/2). */
  double crossNorm(Gaussian other) {
    return LinearAlgebra.nuclearNorm(factor, other.factor);
  }

  /** {@code rows} [N, D] times this factor's transpose, [N, R]. */
  DMatrixRMaj project(DMatrixRMaj rows) {
    return LinearAlgebra.product(rows, factor);
  }
}
