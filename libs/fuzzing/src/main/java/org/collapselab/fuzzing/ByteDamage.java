package org.collapselab.fuzzing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages bytes of any kind: flips, integers at the ends of their ranges, cuts, copies, splices.
 */
public final class ByteDamage implements Damage {
  private static final long[] ENDS = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffff,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    50_000
  };

  @Override
  public byte[] apply(byte[] input, List<byte[]> corpus, RandomGenerator random) {
    if (input.length == 0) {
      return corpus.get(random.nextInt(corpus.size()));
    }
    return switch (random.nextInt(7)) {
      case 0 -> flipped(input, random);
      case 1 -> overwritten(input, random);
      case 2 -> Arrays.copyOf(input, place(input, random));
      case 3 -> without(input, random);
      case 4 -> copied(input, random);
      case 5 -> withNumber(input, random);
      default -> spliced(input, corpus.get(random.nextInt(corpus.size())), random);
    };
  }

  private static byte[] flipped(byte[] input, RandomGenerator random) {
    byte[] bytes = input.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private static byte[] overwritten(byte[] input, RandomGenerator random) {
    byte[] bytes = input.clone();
    bytes[place(bytes, random)] = (byte) random.nextInt();
    return bytes;
  }

  /** Headers are short and come first, and most of what can go wrong is in them. */
  private static int place(byte[] bytes, RandomGenerator random) {
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 64);
    return random.nextInt(reach);
  }

  private static byte[] without(byte[] input, RandomGenerator random) {
    int from = place(input, random);
    int to = from + random.nextInt(Math.min(64, input.length - from)) + 1;
    return joined(input, from, input, to);
  }

  private static byte[] copied(byte[] input, RandomGenerator random) {
    int from = place(input, random);
    int to = from + random.nextInt(Math.min(64, input.length - from)) + 1;
    return joined(input, to, input, from);
  }

  private static byte[] withNumber(byte[] input, RandomGenerator random) {
    int width = 1 << random.nextInt(4);
    if (input.length < width) {
      return flipped(input, random);
    }
    ByteBuffer bytes = ByteBuffer.wrap(input.clone());
    bytes.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = Math.min(place(input, random), input.length - width);
    long number = ENDS[random.nextInt(ENDS.length)];
    switch (width) {
      case 1 -> bytes.put(at, (byte) number);
      case 2 -> bytes.putShort(at, (short) number);
      case 4 -> bytes.putInt(at, (int) number);
      default -> bytes.putLong(at, number);
    }
    return bytes.array();
  }

  private static byte[] spliced(byte[] input, byte[] other, RandomGenerator random) {
    return joined(input, random.nextInt(input.length), other, random.nextInt(other.length + 1));
  }

  /** The first bytes of one and the last of another. */
  private static byte[] joined(byte[] head, int headEnd, byte[] tail, int tailStart) {
    byte[] bytes = Arrays.copyOf(head, headEnd + tail.length - tailStart);
    System.arraycopy(tail, tailStart, bytes, headEnd, tail.length - tailStart);
    return bytes;
  }
}
