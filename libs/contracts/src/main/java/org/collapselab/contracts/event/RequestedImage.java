package org.collapselab.contracts.event;

import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.ImageRecipe;

/**
 * One image of a shard.
 *
 * @param attempt counts the images tried for a slot, from 0
 */
public record RequestedImage(int slot, int attempt, ImageRecipe recipe) {
  public RequestedImage {
    Require.within(slot, 0, Integer.MAX_VALUE, "slot");
    Require.within(attempt, 0, 1_000_000, "attempt");
    Require.present(recipe, "recipe");
  }
}
