package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Key;

/** Everything that determines one artifact. */
public sealed interface Recipe
    permits ImageRecipe,
        ColourMatchedRecipe,
        RealDatasetRecipe,
        DatasetRecipe,
        BaseCheckpointRecipe,
        CheckpointRecipe,
        EvaluationRecipe {

  /** What is made: the field {@code kind} of the JSON. */
  String kind();

  /** The version of the algorithm that makes it: the field {@code version} of the JSON. */
  default int version() {
    return 1;
  }

  /** The artifact's name: the SHA-256 of {@link Recipes#canonicalJson}. */
  default Key key() {
    return Key.sha256(Recipes.canonicalJson(this));
  }
}
