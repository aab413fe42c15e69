package org.collapselab.vision.provenance;

/** Fair coins. */
final class Binomial {

  private Binomial() {}

  /** The probability of {@code heads} or more among {@code n} tosses. */
  static double atLeast(int heads, int n) {
    double logTerm = -n * Math.log(2);
    double sum = 0;
    // Term by term from all heads down, so that the smallest are added first.
    for (int k = n; k >= Math.max(0, heads); k--) {
      sum += Math.exp(logTerm);
      logTerm += Math.log((double) k / (n - k + 1));
    }
    return Math.min(1, sum);
  }

  /**
   * The fewest heads among {@code n} tosses that have at most this probability; n + 1 if even all
   * heads are more probable.
   */
  static int fewestBelow(double probability, int n) {
    double logTerm = -n * Math.log(2);
    double sum = 0;
    for (int k = n; k >= 0; k--) {
      sum += Math.exp(logTerm);
      if (sum > probability) {
        return k + 1;
      }
      logTerm += Math.log((double) k / (n - k + 1));
    }
    return 0;
  }
}
