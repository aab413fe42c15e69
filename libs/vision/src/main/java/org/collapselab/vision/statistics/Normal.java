package org.collapselab.vision.statistics;

/** The standard normal distribution. */
final class Normal {

  /** Beyond this the series loses its digits to cancellation; the tail is below 1e-15. */
  private static final double TAIL = 8;

  private Normal() {}

  /** The probability of a value up to {@code x} (Marsaglia, J. of Statistical Software 11(4)). */
  static double probability(double x) {
    if (Math.abs(x) > TAIL) {
      return x < 0 ? 0 : 1;
    }
    double term = x;
    double sum = x;
    for (int i = 3; sum + term != sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The value that probability {@code p} lies below; the tails end at -8 and 8. */
  static double quantile(double p) {
    double low = -TAIL;
    double high = TAIL;
    for (int halvings = 0; halvings < 60; halvings++) {
      double middle = (low + high) / 2;
      if (probability(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
