package org.collapselab.diffusion.pretrain;

/**
 * How long and how fast a network is trained: AdamW with a linear warm-up, then half a cosine down
 * to nothing.
 *
 * @param steps optimiser steps
 * @param batch examples a step
 * @param learningRate the greatest learning rate
 * @param warmupSteps steps until it is reached
 * @param weightDecay AdamW's decoupled decay
 */
public record StageParameters(
    int steps, int batch, double learningRate, int warmupSteps, double weightDecay) {

  public StageParameters {
    if (steps < 1 || batch < 1 || warmupSteps < 0 || warmupSteps > steps) {
      throw new IllegalArgumentException(
          "a stage needs at least one step, a batch of at least one and a warm-up within its"
              + " steps, unlike "
              + steps
              + ", "
              + batch
              + ", "
              + warmupSteps);
    }
  }

  /** The same with another number of steps; the warm-up shrinks if it must. */
  public StageParameters withSteps(int number) {
    return new StageParameters(
        number, batch, learningRate, Math.min(warmupSteps, number), weightDecay);
  }

  /** The learning rate of a step, steps counted from 0. */
  double learningRateAt(int step) {
    if (step < warmupSteps) {
      return learningRate * (step + 1) / warmupSteps;
    }
    double part = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    return learningRate * (1 + Math.cos(Math.PI * part)) / 2;
  }
}
