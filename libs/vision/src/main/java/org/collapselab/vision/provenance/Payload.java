package org.collapselab.vision.provenance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;

/**
 * The bits of a watermark. A detector's false positives are counted over the choice of the payload,
 * so it has to be drawn without looking at the images: {@link #named} takes it from a hash.
 */
public final class Payload {

  /** The bytes of a named payload. */
  public static final int NAMED_BYTES = 8;

  private static final int MOST_BYTES = 512;

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The payload of these bytes, the highest bit of each first.
   *
   * @throws IllegalArgumentException if there are none, or more than 512
   */
  public static Payload of(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "payload: expected 1 to %d bytes, got %d".formatted(MOST_BYTES, bytes.length));
    }
    return new Payload(bytes.clone());
  }

  /** The 64 bits that begin the SHA-256 of a name. */
  public static Payload named(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return new Payload(Arrays.copyOf(hash, NAMED_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The number of bits. */
  public int bits() {
    return 8 * bytes.length;
  }

  /** A bit, counted from 0. */
  public boolean bit(int at) {
    return (bytes[at / 8] >> (7 - at % 8) & 1) == 1;
  }

  /**
   * The bits that the payload's own bits are the key of: as many as are asked for, each a fair coin
   * that no other depends on, as far as a cipher's output can be that.
   *
   * @return [count]
   */
  boolean[] spread(int count) {
    Noise noise = Noise.of(new NoiseKey(0, 0, 0, 0, "watermark/" + this));
    boolean[] spread = new boolean[count];
    for (int i = 0; i < count; i++) {
      spread[i] = noise.uniform(i) < 0.5;
    }
    return spread;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(payload.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
