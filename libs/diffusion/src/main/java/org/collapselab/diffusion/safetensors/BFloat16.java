package org.collapselab.diffusion.safetensors;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.OptionalInt;

/**
 * The upper half of a 32-bit float, converted here because DJL's engine aborts the process when it
 * is asked to.
 */
final class BFloat16 {

  /** The largest finite number. */
  static final float MAX = 0x1.fep127f;

  private static final int INFINITY_BITS = 0x7f80;

  private BFloat16() {}

  /** Appends each 16-bit number as 32 bits of the same value; both in the order of their bytes. */
  static void widen(ByteBuffer halves, ByteBuffer floats) {
    ShortBuffer from = halves.asShortBuffer();
    IntBuffer to = floats.asIntBuffer();
    int count = from.remaining();
    for (int i = 0; i < count; i++) {
      to.put(i, from.get(i) << Short.SIZE);
    }
  }

  /** The bits of the nearest number, ties to even; empty if it is not finite. */
  static OptionalInt bits(float value) {
    int bits = Float.floatToRawIntBits(value);
    int odd = (bits >>> Short.SIZE) & 1;
    // A carry out of the significand goes into the exponent, which is the rounding wanted.
    int rounded = (bits + 0x7fff + odd) >>> Short.SIZE;
    return Float.isFinite(value) && (rounded & 0x7fff) < INFINITY_BITS
        ? OptionalInt.of(rounded)
        : OptionalInt.empty();
  }
}
