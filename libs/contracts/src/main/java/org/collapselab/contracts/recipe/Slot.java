package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * One place of a training set.
 *
 * @param image the hash of a real image's file, or the recipe key of a synthetic image
 */
public record Slot(int index, Origin origin, Key image, String caption) {
  public Slot {
    Require.within(index, 0, Integer.MAX_VALUE, "index");
    Require.present(origin, "origin");
    Require.present(image, "image");
    Require.textOrEmpty(caption, "caption", 4096);
  }
}
