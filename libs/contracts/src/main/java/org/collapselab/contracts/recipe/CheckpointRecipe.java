package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A fine-tuned model.
 *
 * @param parent the checkpoint that training starts from
 * @param seed of the training noise, order and caption dropout, from 0 to 2^53-1
 */
public record CheckpointRecipe(Key parent, Key dataset, TrainingParameters training, long seed)
    implements Recipe {
  public static final String KIND = "checkpoint";

  public CheckpointRecipe {
    Require.present(parent, "parent");
    Require.present(dataset, "dataset");
    Require.present(training, "training");
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
