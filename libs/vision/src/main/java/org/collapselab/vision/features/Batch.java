package org.collapselab.vision.features;

import org.collapselab.diffusion.nn.Torch;

/**
 * Where a network runs, and how many items it takes at once. Every item is computed in one shape,
 * so that its features do not depend on the company it is in; a short batch is filled up.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 */
record Batch(String device, int size) {

  private static final int ON_GPU = 32;

  /** One at a time on a CPU, where one image's tokens fill the matrix products already. */
  static Batch on(String device) {
    return new Batch(device, Torch.device(device).isGpu() ? ON_GPU : 1);
  }
}
