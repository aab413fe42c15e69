package org.collapselab.diffusion.nn;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Initial values as PyTorch's default constructors and transformers' CLIP give them: convolutions
 * and products Kaiming-uniform with a = √5 (He et al., 2015), which is uniform within ±1/√fan-in,
 * their biases within the same bound, normalisation scales 1 and shifts 0, embedding tables normal
 * with deviation 0.02. The layer is told from the name and the shapes. Every tensor has a generator
 * of its own, seeded with its name, so that its values do not depend on what else there is.
 */
final class Initialization {

  private static final double EMBEDDING_DEVIATION = 0.02;

  private final Map<String, long[]> shapes;
  private final long seed;

  Initialization(Map<String, long[]> shapes, long seed) {
    this.shapes = shapes;
    this.seed = seed;
  }

  /** The initial values of a tensor, row-major. */
  float[] values(String name) {
    long[] shape = shapes.get(name);
    float[] values = new float[Math.toIntExact(size(shape))];
    SplittableRandom random = new SplittableRandom(seed ^ fnv1a(name));
    if (isEmbedding(name, shape)) {
      fillNormal(values, random);
    } else if (shape.length >= 2) {
      fillUniform(values, random, bound(shape));
    } else if (name.endsWith(".weight")) {
      Arrays.fill(values, 1);
    } else {
      long[] weight = shapes.get(name.replaceAll("bias$", "weight"));
      if (weight.length >= 2) {
        fillUniform(values, random, bound(weight));
      }
    }
    return values;
  }

  private static boolean isEmbedding(String name, long[] shape) {
    return name.endsWith("embedding") || (shape.length == 2 && name.endsWith("embedding.weight"));
  }

  private static double bound(long[] weight) {
    return 1 / Math.sqrt((double) size(weight) / weight[0]);
  }

  private static void fillUniform(float[] values, SplittableRandom random, double bound) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /** Box and Muller (1958), one value of each pair, with the strict mathematics library. */
  private static void fillNormal(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] = (float) (EMBEDDING_DEVIATION * radius * StrictMath.cos(angle));
    }
  }

  private static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The 64-bit FNV-1a hash of an ASCII name. */
  private static long fnv1a(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
