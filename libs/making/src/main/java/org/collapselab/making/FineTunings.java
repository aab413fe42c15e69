package org.collapselab.making;

import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.training.FineTuningSettings;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;

/** How the checkpoint of a recipe is trained. */
public final class FineTunings {

  private FineTunings() {}

  /**
   * The settings of the training.
   *
   * @param parent the folder of the recipe's parent
   */
  public static FineTuningSettings settings(CheckpointRecipe recipe, ModelFolder parent) {
    TrainingParameters training = recipe.training();
    return new FineTuningSettings(
        parent.scheduler().predictionType(),
        training.learningRate(),
        LearningRateDecay.CONSTANT,
        training.warmupSteps(),
        training.batch(),
        training.steps(),
        training.weightDecay(),
        training.gradientClip() == 0 ? Double.POSITIVE_INFINITY : training.gradientClip(),
        training.emaDecay(),
        training.captionDropout(),
        recipe.seed());
  }
}
