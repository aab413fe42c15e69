package org.collapselab.curator.composition;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.Seeds;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ExperimentSpec;

/** The checkpoint that is to be trained on a data set, as a recipe. */
final class CheckpointPlan {

  private CheckpointPlan() {}

  /**
   * The recipe. Its seed depends on the experiment's and the iteration alone: every condition sees
   * its slots in the same order, with the same noise.
   *
   * @param base the experiment's base checkpoint
   * @param previous the previous iteration's checkpoint
   * @param dataset the key of the data set
   */
  static CheckpointRecipe of(
      ExperimentSpec spec,
      ConditionSpec condition,
      int iteration,
      Key base,
      Key previous,
      Key dataset) {
    Key parent =
        switch (condition.from().orElse(spec.training().from())) {
          case PREVIOUS -> previous;
          case BASE -> base;
        };
    return new CheckpointRecipe(
        parent,
        dataset,
        spec.training().parameters(spec.images(), spec.generation().width()),
        Seeds.derive(spec.seed(), "training", iteration));
  }
}
