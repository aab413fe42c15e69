package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Require;

/**
 * How latents are denoised.
 *
 * @param guidance the classifier-free guidance scale; 1 means none
 * @param width in pixels, a multiple of 8
 * @param height in pixels, a multiple of 8
 */
public record Sampling(String scheduler, int steps, double guidance, int width, int height) {
  /** The widest and highest image, in pixels. */
  public static final int MAX_SIDE = 4096;

  public Sampling {
    Require.text(scheduler, "scheduler", 64);
    Require.within(steps, 1, 1000, "steps");
    Require.within(guidance, 0, 100, "guidance");
    Require.within(width, 8, MAX_SIDE, "width");
    Require.within(height, 8, MAX_SIDE, "height");
    Require.multipleOf(width, 8, "width");
    Require.multipleOf(height, 8, "height");
  }
}
