package org.collapselab.diffusion.pretrain;

import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/**
 * Which examples a training step sees: all of them in a fresh shuffled order each epoch, each one
 * mirrored or not by the toss of a coin. A function of the seed and the step alone.
 */
final class ExampleOrder {

  /** An example of the data set, seen straight or in the mirror. */
  record View(int example, boolean mirrored) {}

  private final long seed;
  private final String stream;
  private final int examples;
  private final int batch;
  private int epoch = -1;
  private Permutation order;

  ExampleOrder(long seed, String stage, int examples, int batch) {
    this.seed = seed;
    this.stream = "pretrain/" + stage;
    this.examples = examples;
    this.batch = batch;
  }

  /** The batch of a step, steps counted from 0. */
  View[] batch(int step) {
    NoiseKey coins = new NoiseKey(seed, 0, step, 0, stream).forPurpose("mirror");
    View[] views = new View[batch];
    for (int i = 0; i < batch; i++) {
      long position = (long) step * batch + i;
      int example = order((int) (position / examples)).at((int) (position % examples));
      views[i] = new View(example, Noise.of(coins).uniform(i) < 0.5);
    }
    return views;
  }

  private Permutation order(int wanted) {
    if (wanted != epoch) {
      epoch = wanted;
      order = Permutation.of(new NoiseKey(seed, 0, epoch, 0, stream).forPurpose("order"), examples);
    }
    return order;
  }
}
