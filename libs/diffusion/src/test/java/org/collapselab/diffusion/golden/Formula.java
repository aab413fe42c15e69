package org.collapselab.diffusion.golden;

import java.nio.charset.StandardCharsets;

/**
 * The formula behind the weights and inputs of the goldens: SplitMix64's finaliser over a counter
 * that starts at the FNV-1a hash of the tensor's name.
 */
public final class Formula {

  private Formula() {}

  /** Values in [-1, 1) of the tensor {@code tensor} among the inputs of a golden. */
  public static float[] input(String golden, String tensor, int n) {
    float[] values = new float[n];
    long start = hash("input:" + golden + "/" + tensor);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (2 * uniform(start, i) - 1);
    }
    return values;
  }

  /** The weights of the parameter {@code name}. */
  public static float[] weight(String name, long... shape) {
    int n = 1;
    for (long size : shape) {
      n = Math.multiplyExact(n, (int) size);
    }
    float[] values = new float[n];
    long start = hash(name);
    for (int i = 0; i < n; i++) {
      double v = 2 * uniform(start, i) - 1;
      if (shape.length >= 2) {
        values[i] = (float) (v * Math.sqrt(3 / ((double) n / shape[0])));
      } else {
        values[i] = (float) (name.endsWith("weight") ? 1 + 0.1 * v : 0.05 * v);
      }
    }
    return values;
  }

  private static double uniform(long start, int i) {
    long z = start + (i + 1L) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }

  private static long hash(String name) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
    }
    return hash;
  }
}
