package org.collapselab.diffusion.safetensors;

import java.util.OptionalInt;

/** Conversion of 32-bit floats to IEEE 754 binary16, to nearest and ties to even. */
final class HalfPrecision {

  /** The largest finite number. */
  static final float MAX = 65504;

  /** Halfway from {@link #MAX} to the next power of two: from here on rounding gives infinity. */
  private static final int OVERFLOW_BITS = Float.floatToIntBits(65520);

  private static final int SMALLEST_NORMAL_BITS = Float.floatToIntBits(0x1p-14f);
  private static final int EXPONENT_BIAS_DIFFERENCE = (127 - 15) << 23;
  private static final int DROPPED_BITS = 23 - 10;

  private HalfPrecision() {}

  /** The bits of the nearest number; empty if it is not finite. */
  static OptionalInt bits(float value) {
    int bits = Float.floatToRawIntBits(value);
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= OVERFLOW_BITS) {
      return OptionalInt.empty();
    }
    int sign = (bits >>> 16) & 0x8000;
    return OptionalInt.of(
        sign | (magnitude >= SMALLEST_NORMAL_BITS ? normal(magnitude) : subnormal(value)));
  }

  private static int normal(int magnitude) {
    int rebiased = magnitude - EXPONENT_BIAS_DIFFERENCE;
    int odd = (rebiased >>> DROPPED_BITS) & 1;
    // A carry out of the significand goes into the exponent, which is the rounding wanted.
    return (rebiased + (1 << (DROPPED_BITS - 1)) - 1 + odd) >>> DROPPED_BITS;
  }

  /** Subnormals are multiples of 2^-24, and the scaling by it is exact. */
  private static int subnormal(float value) {
    return (int) Math.rint(Math.abs(value) * 0x1p24f);
  }
}
