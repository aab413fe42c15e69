package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * The image that image-to-image starts from.
 *
 * @param image the hash of the image file's bytes
 * @param strength the share of the schedule that is run, in (0, 1]: 1 keeps nothing of the image
 */
public record SeedImage(Key image, double strength) {
  public SeedImage {
    Require.present(image, "image");
    Require.above(strength, 0, "strength");
    Require.within(strength, 0, 1, "strength");
  }
}
