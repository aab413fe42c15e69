package org.collapselab.scaling;

import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;

/**
 * How long each piece of work takes, in seconds.
 *
 * @param image making one from its caption, on a GPU
 * @param seededImage making one from another image, on a GPU
 * @param step of training, on a GPU
 * @param fetch bringing a checkpoint from the store to a node
 * @param load bringing one from there onto a GPU
 * @param save putting a training's state or a checkpoint into the store
 * @param judge looking at an image, on a core
 * @param measure measuring a checkpoint, on a replica of the evaluator, for each image
 */
record ServiceTimes(
    double image,
    double seededImage,
    double step,
    double fetch,
    double load,
    double save,
    double judge,
    double measure) {

  /** Operations of one pass of Stable Diffusion 2.1's U-Net over a 64 x 64 latent, counted. */
  private static final double PASS = 0.804e12;

  /** Decoding a 512 x 512 image, and encoding one, roughly. */
  private static final double DECODE = 2.5e12;

  private static final double ENCODE = 1.1e12;

  /** Forward and backward, to that of forward alone. */
  private static final double BACKWARD = 3;

  /**
   * Stable Diffusion 2.1 at 512 x 512.
   *
   * @param rate operations a GPU does in a second, in the long run
   */
  static ServiceTimes stableDiffusion(ExperimentSpec spec, double rate) {
    GenerationSpec generation = spec.generation();
    double guided = generation.guidance() == 1 ? 1 : 2;
    double passes = generation.steps() * guided * PASS;
    double image = (passes + DECODE) / rate;
    // Image-to-image begins where the strength's share of the steps is left.
    double seededImage = (generation.strength() * passes + ENCODE + DECODE) / rate;
    double step = spec.training().batch() * (BACKWARD * PASS + ENCODE) / rate;
    return new ServiceTimes(image, seededImage, step, 35, 10, 60, 0.2, 0.05);
  }
}
