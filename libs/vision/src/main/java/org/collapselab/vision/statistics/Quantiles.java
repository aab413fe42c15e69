package org.collapselab.vision.statistics;

import java.util.Arrays;

/** Quantiles of a sample, interpolated linearly between order statistics (type 7). */
public final class Quantiles {

  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * The quantiles of {@code sample}.
   *
   * @throws IllegalArgumentException if it is empty or holds an entry that is not finite
   */
  public static Quantiles of(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0
        || !Double.isFinite(sorted[0])
        || !Double.isFinite(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("sample: expected finite values, at least one");
    }
    return new Quantiles(sorted);
  }

  /** The value below which the fraction {@code p} of the sample lies; p is cut to 0..1. */
  public double at(double p) {
    double position = Math.max(0, Math.min(1, p)) * (sorted.length - 1);
    int below = (int) position;
    if (below == sorted.length - 1) {
      return sorted[below];
    }
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }

  /** The fraction of the sample below {@code value}; equal entries count half. */
  public double fractionBelow(double value) {
    double count = 0;
    for (double entry : sorted) {
      count += entry < value ? 1 : entry == value ? 0.5 : 0;
    }
    return count / sorted.length;
  }

  /** The central interval that holds the fraction {@code confidence} of the sample. */
  public Interval central(double confidence) {
    return new Interval(at((1 - confidence) / 2), at((1 + confidence) / 2), confidence);
  }
}
