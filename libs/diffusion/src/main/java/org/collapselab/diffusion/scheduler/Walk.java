package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** A walk along a plan of timesteps, from any of them to the last. */
abstract class Walk implements Denoising {

  private final double[] plan;
  private final int first;
  private int next;

  /**
   * A walk that has taken no step.
   *
   * @param plan the timesteps of the whole plan
   * @param first index of the first one that is walked
   * @throws IllegalArgumentException if there is no such timestep
   */
  Walk(double[] plan, int first) {
    if (first < 0 || first >= plan.length) {
      throw new IllegalArgumentException(
          "first step: expected 0 to " + (plan.length - 1) + ", was " + first);
    }
    this.plan = plan;
    this.first = first;
    this.next = first;
  }

  @Override
  public final double[] timesteps() {
    return Arrays.copyOfRange(plan, first, plan.length);
  }

  @Override
  public final NDArray noisy(NDArray clean, NDArray noise) {
    return noising(first).of(clean, noise);
  }

  @Override
  public final NDArray step(NDArray latents, NDArray modelOutput) {
    NDArray moved = take(next(), latents, modelOutput);
    next++;
    return moved;
  }

  /** The latents before a step of the plan, of clean ones and standard normal noise. */
  abstract LinearCombination noising(int index);

  /** As {@link #step}, which step of the plan it is being given. */
  abstract NDArray take(int index, NDArray latents, NDArray modelOutput);

  /** How many steps were taken. */
  final int taken() {
    return next - first;
  }

  /**
   * The index of the next step in the plan.
   *
   * @throws IllegalStateException if all steps were taken
   */
  final int next() {
    if (next >= plan.length) {
      throw new IllegalStateException("all " + plan.length + " steps were taken");
    }
    return next;
  }
}
