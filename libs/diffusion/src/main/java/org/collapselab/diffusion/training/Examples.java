package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What the U-Net is trained on. N examples, latents [C,H,W], contexts [L,E]. */
public interface Examples {

  /** The number N of examples. */
  int size();

  /**
   * The scaled latents of some examples.
   *
   * @param manager owns the result
   * @param indices B numbers less than N
   * @return [B,C,H,W]
   */
  NDArray latents(NDManager manager, int[] indices);

  /**
   * The text contexts of some examples.
   *
   * @param manager owns the result
   * @param indices B numbers less than N
   * @param dropped for which of the B the context of the empty caption is to be taken
   * @return [B,L,E]
   */
  NDArray contexts(NDManager manager, int[] indices, boolean[] dropped);
}
