package org.collapselab.diffusion.training;

import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/**
 * The random draws of a run. Each is a function of the seed, the step and the row of the batch
 * alone: two runs with one seed see the same noise whatever their data, and a resumed run goes on
 * where it was.
 */
final class Draws {

  private static final String STREAM = "fine-tuning";

  private final long seed;
  private final int examples;
  private long epoch = -1;
  private Permutation order = Permutation.of(new NoiseKey(0, 0, 0, 0, STREAM), 0);

  Draws(long seed, int examples) {
    this.seed = seed;
    this.examples = examples;
  }

  /** The examples of a step: every epoch has each example once, in an order of its own. */
  int[] indices(int step, int batch) {
    int[] indices = new int[batch];
    for (int row = 0; row < batch; row++) {
      long position = (long) step * batch + row;
      indices[row] = order(position / examples).at((int) (position % examples));
    }
    return indices;
  }

  private Permutation order(long wanted) {
    if (wanted != epoch) {
      order = Permutation.of(new NoiseKey(seed, 0, (int) wanted, 0, STREAM + "/order"), examples);
      epoch = wanted;
    }
    return order;
  }

  /** Timesteps, uniform in [0, bound). */
  int[] timesteps(int step, int batch, int bound) {
    int[] timesteps = new int[batch];
    for (int row = 0; row < batch; row++) {
      timesteps[row] = Noise.of(key(step, row, "timestep")).uniformInt(0, bound);
    }
    return timesteps;
  }

  /** Which rows lose their caption. */
  boolean[] dropped(int step, int batch, double probability) {
    boolean[] dropped = new boolean[batch];
    for (int row = 0; row < batch; row++) {
      dropped[row] = Noise.of(key(step, row, "caption-dropout")).uniform(0) < probability;
    }
    return dropped;
  }

  /** Standard normal noise of some rows of the batch, row-major [to - from, size]. */
  float[] noise(int step, int from, int to, int size) {
    float[] noise = new float[(to - from) * size];
    for (int row = from; row < to; row++) {
      float[] values = Noise.gaussian(key(step, row, "noise"), size);
      System.arraycopy(values, 0, noise, (row - from) * size, size);
    }
    return noise;
  }

  private NoiseKey key(int step, int row, String purpose) {
    return new NoiseKey(seed, 0, step, row, STREAM + "/" + purpose);
  }
}
