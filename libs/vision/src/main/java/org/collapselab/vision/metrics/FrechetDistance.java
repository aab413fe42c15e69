package org.collapselab.vision.metrics;

import org.collapselab.vision.statistics.Statistic;

/**
 * The Fréchet distance of two Gaussians, squared as the field reports it (Dowson and Landau,
 * Journal of Multivariate Analysis 12(3), 1982; Heusel et al., arXiv 1706.08500, eq. 6):
 *
 * <pre>|m1 - m2|^2 + tr S1 + tr S2 - 2 tr (S1 S2)^(1/2)</pre>
 *
 * <p>With S1 = F1'F1 and S2 = F2'F2 the non-zero eigenvalues of S1 S2 are the squared singular
 * values of F1 F2', so the last trace is that matrix's nuclear norm. No matrix square root is
 * iterated, no eigenvalue can turn complex or negative, and singular covariances need no offset on
 * the diagonal.
 *
 * <p>It is biased upwards by about c/N for N vectors a side, with c depending on the sets (Chong
 * and Forsyth, arXiv 1911.07023): compare only values of equal N, beside the floor of real against
 * real.
 */
public final class FrechetDistance {

  private FrechetDistance() {}

  /** The distance, never negative; 0 if and only if mean and covariance agree (up to rounding). */
  public static double between(Gaussian a, Gaussian b) {
    if (a.dimension() != b.dimension()) {
      throw new IllegalArgumentException(
          "features: expected equal dimensions, got " + a.dimension() + " and " + b.dimension());
    }
    return combine(squaredDistance(a.mean(), b.mean()), a.trace(), b.trace(), a.crossNorm(b));
  }

  /** The distance of two feature matrices [N1, D] and [N2, D]. */
  public static double between(float[][] a, float[][] b) {
    return between(Gaussian.of(a), Gaussian.of(b));
  }

  /**
   * The distance of {@code features} [N, D] to {@code reference} as a statistic of the features;
   * the reference stays as it is, so intervals are for the choice of the features alone.
   */
  public static Statistic statistic(float[][] features, Gaussian reference) {
    return new FrechetStatistic(features, reference);
  }

  static double combine(double means, double traceA, double traceB, double crossNorm) {
    return Math.max(0, means + traceA + traceB - 2 * crossNorm);
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
