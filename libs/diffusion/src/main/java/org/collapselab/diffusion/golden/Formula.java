package org.collapselab.diffusion.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.collapselab.diffusion.nn.Weights;

/**
 * Values that follow from a name and an index: weights and inputs of goldens, which so need no
 * weight files. The FNV-1a hash of the name (Fowler, Noll and Vo) starts a SplitMix64 sequence
 * (Steele, Lea and Flood, 2014); the upper 24 bits of its i-th number are a float u in [0, 1).
 */
public final class Formula {

  private static final long FNV_BASIS = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** What one thread fills at a time. */
  private static final int STRIP = 1 << 16;

  private final long hash;

  private Formula(String name) {
    long h = FNV_BASIS;
    for (byte b : name.getBytes(UTF_8)) {
      h = (h ^ (b & 0xFF)) * FNV_PRIME;
    }
    hash = h;
  }

  /** The sequence of a name. */
  public static Formula of(String name) {
    return new Formula(name);
  }

  /** The i-th value of the sequence, uniform in [0, 1). */
  public double unit(long i) {
    long z = hash + (i + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }

  /** The i-th value of the sequence, uniform in [-1, 1). */
  public double symmetric(long i) {
    return 2 * unit(i) - 1;
  }

  /** The first values of the sequence in [-1, 1), exact in 32-bit floats. */
  public float[] symmetric(int size) {
    float[] values = new float[size];
    fill(0, FloatBuffer.wrap(values), this::symmetric);
    return values;
  }

  /**
   * Weights by the formula: those of two and more dimensions uniform with variance 1/fan-in, scales
   * of normalisations near 1, running variances from 1 to 1.5, all others within ±0.05.
   *
   * @param shapes the parameters
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public static Weights weights(Map<String, long[]> shapes, String device) {
    return Weights.compute(shapes, Formula::fillWeight, device);
  }

  /**
   * Fills a buffer with a part of a weight; a {@link Weights.Values}.
   *
   * @param name of the parameter
   * @param shape of the parameter, at least one dimension
   * @param begin row-major index of the first value
   */
  public static void fillWeight(String name, long[] shape, long begin, FloatBuffer values) {
    Formula formula = of(name);
    if (shape.length >= 2) {
      long fanIn = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
      double bound = Math.sqrt(3.0 / fanIn);
      fill(begin, values, i -> formula.symmetric(i) * bound);
    } else if (name.endsWith("running_var")) {
      fill(begin, values, i -> 1 + 0.5 * formula.unit(i));
    } else if (name.endsWith("weight")) {
      fill(begin, values, i -> 1 + 0.1 * formula.symmetric(i));
    } else {
      fill(begin, values, i -> 0.05 * formula.symmetric(i));
    }
  }

  private interface Value {
    double at(long i);
  }

  private static void fill(long begin, FloatBuffer values, Value value) {
    int size = values.limit();
    IntStream.range(0, (size + STRIP - 1) / STRIP)
        .parallel()
        .forEach(
            strip -> {
              int end = Math.min(size, (strip + 1) * STRIP);
              for (int i = strip * STRIP; i < end; i++) {
                values.put(i, (float) value.at(begin + i));
              }
            });
  }
}
