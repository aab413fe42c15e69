package org.collapselab.vision.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The area under the receiver operating characteristic. */
public final class AreaUnderCurve {

  private AreaUnderCurve() {}

  /**
   * The probability that a generated image scores above a real one, ties counting half, and its
   * interval after Newcombe (Statistics in Medicine 25, 2006, part 2, method 5), which has a width
   * also when the two are told apart without an error.
   */
  public static Estimate of(double[] real, double[] generated, double confidence) {
    int m = real.length;
    int n = generated.length;
    if (m < 1 || n < 1) {
      throw new IllegalArgumentException(
          "scores: expected some of real and of generated images, got %d and %d".formatted(m, n));
    }
    double area = area(real, generated);
    double z = Normal.quantile((1 + confidence) / 2);
    double half = (m + n) / 2.0 - 1;
    DoubleUnaryOperator deviation =
        a ->
            z
                * Math.sqrt(
                    a * (1 - a) * (1 + half * (1 - a) / (2 - a) + half * a / (1 + a)) / m / n);
    double low = solve(a -> area - a - deviation.applyAsDouble(a), 0, area);
    double high = solve(a -> area - a + deviation.applyAsDouble(a), area, 1);
    return new Estimate(area, new Interval(low, high, confidence), m + n);
  }

  private static double area(double[] real, double[] generated) {
    double[] sorted = real.clone();
    Arrays.sort(sorted);
    double pairs = 0;
    for (double score : generated) {
      pairs += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
    }
    return pairs / real.length / generated.length;
  }

  /** How many are below the score, or equal to it. */
  private static int below(double[] sorted, double score, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (orEqual && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where a function that is not negative at the low end and not positive at the high is zero. */
  private static double solve(DoubleUnaryOperator f, double from, double to) {
    double low = from;
    double high = to;
    for (int halving = 0; halving < 60; halving++) {
      double middle = (low + high) / 2;
      if (f.applyAsDouble(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
