package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

/**
 * One walk from noise to a clean image. Steps are taken in order, each once; a walk may remember
 * the outputs of earlier steps, so it serves one batch only and is not thread-safe.
 */
public interface Denoising {

  /** The timesteps to ask the network at, never ascending; one step each. */
  double[] timesteps();

  /** What standard normal noise is multiplied by to be the latents text-to-image starts from. */
  default double noiseScale() {
    return 1;
  }

  /** What the latents are multiplied by before the network sees them, for the next step. */
  default double inputScale() {
    return 1;
  }

  /**
   * The noisy latents an image-to-image walk starts from.
   *
   * @param clean latents of the image [B,C,H,W]
   * @param noise standard normal noise [B,C,H,W]
   */
  NDArray noisy(NDArray clean, NDArray noise);

  /**
   * Takes the next step.
   *
   * @param latents the latents before it [B,C,H,W], at its timestep's noise level
   * @param modelOutput the network's answer [B,C,H,W] for those latents times {@link #inputScale}
   *     and that timestep
   * @return the latents [B,C,H,W] at the next timestep's noise level, attached to the manager of
   *     {@code latents}
   * @throws IllegalStateException if all steps were taken
   */
  NDArray step(NDArray latents, NDArray modelOutput);
}
