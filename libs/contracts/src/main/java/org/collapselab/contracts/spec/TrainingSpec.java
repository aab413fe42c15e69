package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.Precision;
import org.collapselab.contracts.recipe.TrainingParameters;

/**
 * How each iteration fine-tunes.
 *
 * @param from the checkpoint that each iteration's training starts from
 * @param epochs passes over the training set
 * @param precision what the network computes with, if not {@link Precision#FP32}
 * @param microBatch images that go through the network together, if fewer than the batch
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
    double captionDropout,
    Optional<Precision> precision,
    Optional<Integer> microBatch) {

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
    TrainingParameters checked =
        new TrainingParameters(
            8,
            learningRate,
            warmupSteps,
            batch,
            1,
            weightDecay,
            gradientClip,
            emaDecay,
            captionDropout,
            precision,
            microBatch);
    precision = checked.precision();
    microBatch = checked.microBatch();
  }

  /**
   * The parameters for a training set: whole epochs, rounded up to steps.
   *
   * @param images how many the set has
   * @param resolution their width and height in pixels
   */
  public TrainingParameters parameters(int images, int resolution) {
    long steps = ((long) epochs * images + batch - 1) / batch;
    return new TrainingParameters(
        resolution,
        learningRate,
        warmupSteps,
        batch,
        Math.toIntExact(steps),
        weightDecay,
        gradientClip,
        emaDecay,
        captionDropout,
        precision,
        microBatch);
  }

  /** These settings with those that a condition overrides. */
  TrainingSpec with(ConditionSpec condition) {
    return new TrainingSpec(
        condition.from().orElse(from),
        condition.learningRate().orElse(learningRate),
        warmupSteps,
        batch,
        condition.epochs().orElse(epochs),
        weightDecay,
        gradientClip,
        emaDecay,
        captionDropout,
        precision,
        microBatch);
  }
}
