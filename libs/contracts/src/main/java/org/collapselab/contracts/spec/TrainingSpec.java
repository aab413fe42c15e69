package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.TrainingParameters;

/**
 * How each iteration fine-tunes.
 *
 * @param from the checkpoint that each iteration's training starts from
 * @param epochs passes over the training set
 */
public record TrainingSpec(
    From from,
    double learningRate,
    int warmupSteps,
    int batch,
    int epochs,
    double weightDecay,
    double gradientClip,
    double emaDecay,
    double captionDropout) {

  /** Where an iteration's training starts. */
  public enum From {
    /** The checkpoint of the iteration before. */
    @JsonProperty("previous")
    PREVIOUS,
    /** The base checkpoint, each time. */
    @JsonProperty("base")
    BASE
  }

  public TrainingSpec {
    Require.present(from, "from");
    Require.within(epochs, 1, 100_000, "epochs");
    new TrainingParameters(
        learningRate, warmupSteps, batch, 1, weightDecay, gradientClip, emaDecay, captionDropout);
  }

  /** The parameters for a training set of this many images: whole epochs, rounded up to steps. */
  public TrainingParameters parameters(int images) {
    long steps = ((long) epochs * images + batch - 1) / batch;
    return new TrainingParameters(
        learningRate,
        warmupSteps,
        batch,
        Math.toIntExact(steps),
        weightDecay,
        gradientClip,
        emaDecay,
        captionDropout);
  }
}
