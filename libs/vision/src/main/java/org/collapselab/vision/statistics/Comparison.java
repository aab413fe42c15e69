package org.collapselab.vision.statistics;

/**
 * The difference of two conditions, first minus second, on items that correspond: equal prompts and
 * equal noise. Both are resampled with common indices, so what the pairs share cancels.
 */
public record Comparison(double difference, Interval interval, int n) {

  /** Whether the two differ at the interval's confidence. */
  public boolean excludesZero() {
    return !interval.contains(0);
  }
}
