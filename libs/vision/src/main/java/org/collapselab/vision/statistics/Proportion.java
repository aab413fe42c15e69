package org.collapselab.vision.statistics;

/** The share of items that have a property, with Wilson's interval. */
public final class Proportion {

  private Proportion() {}

  /**
   * The share and its score interval (Wilson, JASA 22(158), 1927), which unlike a bootstrap has a
   * width also when none or all of the items have the property.
   *
   * @param having how many items have it
   * @param n how many items there are, at least one
   */
  public static Estimate of(int having, int n, double confidence) {
    if (n < 1 || having < 0 || having > n) {
      throw new IllegalArgumentException(
          "items: expected 0 to n of at least 1, got " + having + " of " + n);
    }
    Interval.checkConfidence(confidence);
    double z = Normal.quantile((1 + confidence) / 2);
    double share = (double) having / n;
    double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    double reach = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    // At the ends the bound is the share itself, which rounding would miss by an ulp.
    double low = having == 0 ? 0 : Math.max(0, centre - reach);
    double high = having == n ? 1 : Math.min(1, centre + reach);
    return new Estimate(share, new Interval(low, high, confidence), n);
  }
}
