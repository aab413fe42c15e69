package org.collapselab.making;

import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.collapselab.diffusion.nn.Precision;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.training.Computation;
import org.collapselab.diffusion.training.FineTuningSettings;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;

/** How the checkpoint of a recipe is trained. */
public final class FineTunings {

  private FineTunings() {}

  /**
   * The settings of the training.
   *
   * @param parent the folder of the recipe's parent
   * @param recompute whether activations are computed again in the backward pass
   */
  public static FineTuningSettings settings(
      CheckpointRecipe recipe, ModelFolder parent, boolean recompute) {
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
        recipe.seed(),
        new Computation(
            training.precision().map(FineTunings::engines).orElse(Precision.FP32),
            training.microBatch().orElse(0),
            recompute));
  }

  private static Precision engines(org.collapselab.contracts.recipe.Precision recipes) {
    return switch (recipes) {
      case FP32 -> Precision.FP32;
      case BF16 -> Precision.BF16;
    };
  }
}
