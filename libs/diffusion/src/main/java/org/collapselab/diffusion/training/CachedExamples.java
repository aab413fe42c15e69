package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Examples encoded once and kept on the device. Captions that occur many times are kept once. N
 * examples, M captions.
 */
public final class CachedExamples implements Examples {

  private final NDArray latents;
  private final NDArray contexts;
  private final int[] captionOf;
  private final int emptyCaption;

  /**
   * Examples whose arrays the caller owns.
   *
   * @param latents the scaled latents [N,C,H,W]
   * @param contexts hidden states of the text encoder for each caption [M,L,E]
   * @param captionOf for each example, which caption is its own
   * @param emptyCaption which caption is the empty one
   * @throws IllegalArgumentException if the sizes do not fit or an index is out of range
   */
  public CachedExamples(NDArray latents, NDArray contexts, int[] captionOf, int emptyCaption) {
    long captions = contexts.getShape().get(0);
    if (captionOf.length == 0 || latents.getShape().get(0) != captionOf.length) {
      throw new IllegalArgumentException(
          "examples: " + captionOf.length + " captions for latents " + latents.getShape());
    }
    for (int caption : captionOf) {
      requireCaption(caption, captions);
    }
    requireCaption(emptyCaption, captions);
    this.latents = latents;
    this.contexts = contexts;
    this.captionOf = captionOf.clone();
    this.emptyCaption = emptyCaption;
  }

  private static void requireCaption(int caption, long captions) {
    if (caption < 0 || caption >= captions) {
      throw new IllegalArgumentException(
          "examples: caption " + caption + " asked for, but there are " + captions);
    }
  }

  @Override
  public int size() {
    return captionOf.length;
  }

  @Override
  public NDArray latents(NDManager manager, int[] indices) {
    return rows(manager, latents, indices);
  }

  @Override
  public NDArray contexts(NDManager manager, int[] indices, boolean[] dropped) {
    int[] captions = new int[indices.length];
    for (int i = 0; i < captions.length; i++) {
      captions[i] = dropped[i] ? emptyCaption : captionOf[indices[i]];
    }
    return rows(manager, contexts, captions);
  }

  private static NDArray rows(NDManager manager, NDArray table, int[] indices) {
    try (NDArray index = manager.create(indices)) {
      return Kernels.method("rows").array(table).array(index).run(manager);
    }
  }
}
