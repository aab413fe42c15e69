package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

/** Fresh noise for the steps of a stochastic scheduler. */
@FunctionalInterface
public interface StepNoise {

  /**
   * Standard normal noise of the latents' shape [B,C,H,W].
   *
   * @param step index of the step in the whole plan: with image-to-image the first is not 0
   */
  NDArray at(int step);
}
