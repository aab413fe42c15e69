package org.collapselab.vision;

import java.nio.charset.StandardCharsets;
import org.collapselab.diffusion.data.RgbImage;

/** Inputs given by formula, so that reference numbers need no stored inputs. */
public final class Formula {

  private Formula() {}

  /** Entry {@code index} of the input {@code name}: uniform in [0, 1), a multiple of 2^-24. */
  public static double unit(String name, long index) {
    long z = hash("input:" + name) + (index + 1) * 0x9E3779B97F4A7C15L;
    z ^= z >>> 30;
    z *= 0xBF58476D1CE4E5B9L;
    z ^= z >>> 27;
    z *= 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }

  /** Rows [n, d] of scale * v + shift with v uniform in [-1, 1), rounded to float. */
  public static float[][] rows(String name, int n, int d, double scale, double shift) {
    float[][] rows = new float[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = (float) (scale * (2 * unit(name, (long) i * d + j) - 1) + shift);
      }
    }
    return rows;
  }

  /** Values uniform in [-1, 1). */
  public static float[] values(String name, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * unit(name, i) - 1);
    }
    return values;
  }

  /** An image whose bytes are the integer part of 256 u. */
  public static RgbImage image(String name, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (int) (256 * unit(name, i));
    }
    return new RgbImage(width, height, rgb);
  }

  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }
}
