package org.collapselab.curator.composition;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Seeds;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ExperimentSpec;

/** The checkpoint that is to be trained on a data set, as a recipe. */
final class CheckpointPlan {

  private CheckpointPlan() {}

  /**
   * The recipe. Its seed depends on the condition's and the iteration alone: conditions of the same
   * seed see their slots in the same order, with the same noise.
   *
   * @param base the experiment's base checkpoint
   * @param previous the previous iteration's checkpoint
   * @param dataset the data set
   */
  static CheckpointRecipe of(
      ExperimentSpec spec,
      ConditionSpec condition,
      int iteration,
      Key base,
      Key previous,
      DatasetRecipe dataset) {
    Key parent =
        switch (spec.training(condition).from()) {
          case PREVIOUS -> previous;
          case BASE -> base;
        };
    return new CheckpointRecipe(
        parent,
        dataset.key(),
        spec.training(condition).parameters(dataset.slots().size(), spec.generation().width()),
        Seeds.derive(spec.seed(condition), "training", iteration));
  }
}
