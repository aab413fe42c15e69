package org.collapselab.vision.judgement;

import java.util.Arrays;

/**
 * How much of the real images lies beyond a score, as a continuous function: interpolated between
 * the scores seen, and past the last one falling off exponentially, so that of two images worse
 * than any real one the worse is known.
 */
final class Tail {

  private final double[] sorted;
  private final double excess;

  private Tail(double[] sorted) {
    this.sorted = sorted;
    int n = sorted.length;
    int tenth = Math.max(1, n / 10);
    double beyond = 0;
    for (int i = n - tenth; i < n; i++) {
      beyond += sorted[i] - sorted[n - tenth];
    }
    double spread = sorted[n - 1] - sorted[0];
    this.excess = Math.max(beyond / tenth, Math.max(spread * 1e-3, Double.MIN_NORMAL));
  }

  /** The tail of {@code scores}, larger ones being worse. */
  static Tail of(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return new Tail(sorted);
  }

  /** The same without one score that is among them. */
  Tail without(double score) {
    int at = Arrays.binarySearch(sorted, score);
    double[] rest = new double[sorted.length - 1];
    System.arraycopy(sorted, 0, rest, 0, at);
    System.arraycopy(sorted, at + 1, rest, at, rest.length - at);
    return new Tail(rest);
  }

  /** The fraction of real images that score this or worse, above 0 and at most 1. */
  double beyond(double score) {
    int n = sorted.length;
    if (score > sorted[n - 1]) {
      double fallen = Math.exp((sorted[n - 1] - score) / excess);
      return Math.max(Double.MIN_NORMAL, fallen / (n + 1));
    }
    if (score <= sorted[0]) {
      return 1;
    }
    int above = firstNotBelow(score);
    double gap = sorted[above] - sorted[above - 1];
    double within = gap == 0 ? 0 : (sorted[above] - score) / gap;
    return (n - above + within) / (n + 1);
  }

  private int firstNotBelow(double score) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
