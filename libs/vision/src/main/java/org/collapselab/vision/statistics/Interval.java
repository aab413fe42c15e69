package org.collapselab.vision.statistics;

/**
 * A confidence interval, both ends included.
 *
 * @param confidence the nominal coverage, strictly between 0 and 1
 */
public record Interval(double low, double high, double confidence) {

  /** Refuses ends out of order or not finite. */
  public Interval {
    checkConfidence(confidence);
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException(
          "interval: expected finite ends in order, got " + low + " and " + high);
    }
  }

  /** Whether {@code value} lies in the interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  static void checkConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: expected more than 0 and less than 1, got " + confidence);
    }
  }
}
