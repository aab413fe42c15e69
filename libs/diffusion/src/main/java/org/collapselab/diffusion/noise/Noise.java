package org.collapselab.diffusion.noise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The random numbers of one {@link NoiseKey}. The number at a position never changes: a longer draw
 * begins with the shorter one, and the bytes are equal on every Java runtime.
 *
 * <p>128 bits of the key's SHA-256 choose Philox's key and the upper half of its counter; the lower
 * half counts the blocks of this sequence.
 */
public final class Noise {

  private static final double TWO_POW_32 = 0x1p32;

  private final int key0;
  private final int key1;
  private final int counter2;
  private final int counter3;

  private Noise(NoiseKey key) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(key.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    key0 = digest.getInt();
    key1 = digest.getInt();
    counter2 = digest.getInt();
    counter3 = digest.getInt();
  }

  /** The sequence of this key. */
  public static Noise of(NoiseKey key) {
    return new Noise(key);
  }

  /** The first n standard normal numbers of the key. */
  public static float[] gaussian(NoiseKey key, int n) {
    float[] values = new float[n];
    of(key).gaussian(FloatBuffer.wrap(values));
    return values;
  }

  /**
   * Fills what remains of the buffer with standard normal numbers (Box and Muller, 1958), and moves
   * its position to its limit.
   */
  public void gaussian(FloatBuffer values) {
    int[] block = new int[Philox.WORDS];
    for (long index = 0; values.hasRemaining(); index++) {
      block(index, block);
      for (int pair = 0; pair < Philox.WORDS && values.hasRemaining(); pair += 2) {
        // The radius takes (0, 1]: the logarithm of zero must not occur.
        double u = (Integer.toUnsignedLong(block[pair]) + 1) / TWO_POW_32;
        double radius = Math.sqrt(-2 * StrictMath.log(u));
        double angle = 2 * Math.PI * (Integer.toUnsignedLong(block[pair + 1]) / TWO_POW_32);
        values.put((float) (radius * StrictMath.cos(angle)));
        if (values.hasRemaining()) {
          values.put((float) (radius * StrictMath.sin(angle)));
        }
      }
    }
  }

  /** The uniform number in [0, 1), of 53 bits, at a position. */
  public double uniform(long position) {
    int[] block = new int[Philox.WORDS];
    block(position >>> 1, block);
    int word = (int) (position & 1) * 2;
    long high = Integer.toUnsignedLong(block[word]) >>> 5;
    long low = Integer.toUnsignedLong(block[word + 1]) >>> 6;
    return ((high << 26) | low) * 0x1p-53;
  }

  /**
   * The whole number in [0, bound) at a position; each is as likely up to a part in 2^53 / bound.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int uniformInt(long position, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, was " + bound);
    }
    return (int) (uniform(position) * bound);
  }

  private void block(long index, int[] block) {
    Philox.block((int) index, (int) (index >>> 32), counter2, counter3, key0, key1, block);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
