package org.collapselab.diffusion.golden;

import java.io.IOException;
import org.collapselab.diffusion.clip.ClipTextConfig;

/** Holds given token ids to be ones the engine can look up. */
public final class TokenIds {

  private TokenIds() {}

  /**
   * Requires a tensor [B,L] of ids of a text encoder's vocabulary, not longer than its captions.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void require(TensorGolden golden, String tensor, ClipTextConfig config)
      throws IOException {
    long[] shape = golden.shape(tensor);
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1 || shape[1] > config.maxPositions()) {
      throw new IllegalArgumentException(
          tensor + ": expected rows of 1 to " + config.maxPositions() + " ids");
    }
    for (double id : golden.values(tensor)) {
      if (!(id >= 0 && id < config.vocabularySize())) {
        throw new IllegalArgumentException(
            "%s: expected ids from 0 to %d, found %s"
                .formatted(tensor, config.vocabularySize() - 1, id));
      }
    }
  }
}
