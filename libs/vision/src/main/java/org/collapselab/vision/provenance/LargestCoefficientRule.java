package org.collapselab.vision.provenance;

/** The bit is held by the magnitude of the largest coefficient but the first. */
final class LargestCoefficientRule implements BlockRule {

  private final double step;

  LargestCoefficientRule(double step) {
    this.step = step;
  }

  @Override
  public boolean read(double[] band) {
    return BlockRule.bit(Math.abs(band[largest(band)]), step);
  }

  @Override
  public void write(double[] band, boolean bit) {
    int at = largest(band);
    double magnitude = BlockRule.holding(Math.abs(band[at]), bit, step);
    band[at] = band[at] < 0 ? -magnitude : magnitude;
  }

  private static int largest(double[] band) {
    int at = 1;
    for (int i = 2; i < band.length; i++) {
      at = Math.abs(band[i]) > Math.abs(band[at]) ? i : at;
    }
    return at;
  }
}
