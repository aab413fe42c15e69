package org.collapselab.vision.provenance;

/**
 * How 4 x 4 coefficients hold a bit: a number taken from them is moved to a quarter (0) or three
 * quarters (1) of a step (quantisation index modulation; Chen and Wornell, IEEE Trans. Information
 * Theory 47(4), 2001). Not for use by several threads.
 */
interface BlockRule {

  /** The bit that the coefficients hold, whether or not one was put in. */
  boolean read(double[] band);

  /** Puts a bit in, within the step that the number lies in. */
  void write(double[] band, boolean bit);

  /** The bit that a number holds. */
  static boolean bit(double number, double step) {
    return number % step > step / 2;
  }

  /** The number that holds a bit in the same step. */
  static double holding(double number, boolean bit, double step) {
    return (Math.floor(number / step) + (bit ? 0.75 : 0.25)) * step;
  }
}
