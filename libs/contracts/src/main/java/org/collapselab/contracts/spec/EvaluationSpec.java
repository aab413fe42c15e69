package org.collapselab.contracts.spec;

import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.EvaluationParameters;
import org.collapselab.contracts.recipe.Sampling;

/**
 * How each checkpoint is measured; the images are text-to-image, of the generation's size.
 *
 * @param metrics what is measured, as of {@link EvaluationParameters#metrics}
 */
public record EvaluationSpec(
    int images,
    String scheduler,
    int steps,
    double guidance,
    int bootstrapReplicates,
    double confidence,
    Optional<List<String>> metrics) {
  public EvaluationSpec {
    Require.within(images, 2, ExperimentSpec.MAX_IMAGES, "images");
    Sampling sampling = new Sampling(scheduler, steps, guidance, 8, 8);
    metrics =
        new EvaluationParameters(images, sampling, bootstrapReplicates, confidence, metrics, 0)
            .metrics();
  }

  public Sampling sampling(int width, int height) {
    return new Sampling(scheduler, steps, guidance, width, height);
  }

  /** The parameters of the evaluation recipes of an experiment. */
  public EvaluationParameters parameters(int width, int height, long seed) {
    return new EvaluationParameters(
        images, sampling(width, height), bootstrapReplicates, confidence, metrics, seed);
  }
}
