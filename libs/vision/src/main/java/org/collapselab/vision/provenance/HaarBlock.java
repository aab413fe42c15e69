package org.collapselab.vision.provenance;

/**
 * The Haar transform of one level, in the order of operations of PyWavelets: what is cut off to
 * whole levels afterwards depends on the last bit.
 */
final class HaarBlock {

  /** Coefficients along the side of a square's low band. */
  static final int BAND = BlockGrid.SIDE / 2;

  private static final double ROOT = 0.7071067811865476;

  private HaarBlock() {}

  /**
   * The low band of the square whose top left pixel is (x, y).
   *
   * @return [4, 4], row by row
   */
  static double[] lowBand(Plane plane, int x, int y) {
    double[] band = new double[BAND * BAND];
    for (int i = 0; i < band.length; i++) {
      band[i] = low(plane, x + 2 * (i % BAND), y + 2 * (i / BAND));
    }
    return band;
  }

  /** The low coefficient of the 2 x 2 pixels whose top left one is (x, y). */
  static double low(Plane plane, int x, int y) {
    double left = ROOT * plane.get(x, y + 1) + ROOT * plane.get(x, y);
    double right = ROOT * plane.get(x + 1, y + 1) + ROOT * plane.get(x + 1, y);
    return ROOT * right + ROOT * left;
  }

  /**
   * The 2 x 2 pixels whose top left one is (x, y) with another low coefficient, and with their two
   * detail coefficients exchanged, cut off to levels from 0 to 255.
   */
  static void replace(Plane plane, int x, int y, double low) {
    double a = plane.get(x, y);
    double b = plane.get(x + 1, y);
    double c = plane.get(x, y + 1);
    double d = plane.get(x + 1, y + 1);
    double lowLeft = ROOT * c + ROOT * a;
    double lowRight = ROOT * d + ROOT * b;
    double highLeft = ROOT * a - ROOT * c;
    double highRight = ROOT * b - ROOT * d;
    double acrossColumns = ROOT * lowLeft - ROOT * lowRight;
    double acrossRows = ROOT * highRight + ROOT * highLeft;
    double diagonal = ROOT * highLeft - ROOT * highRight;
    double left = ROOT * low + ROOT * acrossRows;
    double right = ROOT * low - ROOT * acrossRows;
    double leftDetail = ROOT * acrossColumns + ROOT * diagonal;
    double rightDetail = ROOT * acrossColumns - ROOT * diagonal;
    plane.set(x, y, cut(ROOT * left + ROOT * leftDetail));
    plane.set(x, y + 1, cut(ROOT * left - ROOT * leftDetail));
    plane.set(x + 1, y, cut(ROOT * right + ROOT * rightDetail));
    plane.set(x + 1, y + 1, cut(ROOT * right - ROOT * rightDetail));
  }

  private static double cut(double level) {
    return EightBitYuv.level((int) level);
  }
}
