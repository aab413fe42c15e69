package org.collapselab.diffusion.training;

import org.collapselab.diffusion.scheduler.PredictionType;

/**
 * The hyper-parameters of a fine-tuning.
 *
 * @param predictionType what the U-Net predicts
 * @param learningRate the learning rate after the warm-up
 * @param decay how the learning rate goes on after the warm-up
 * @param warmupSteps steps over which the learning rate rises linearly
 * @param batch examples of a step
 * @param steps number of steps
 * @param weightDecay AdamW's decoupled weight decay
 * @param gradientClip bound of the global gradient norm
 * @param emaDecay decay of the averaged weights, 0 for none
 * @param captionDropout probability that an example is trained with the empty caption
 * @param seed decides the order of the examples, the noise, the timesteps and the dropout
 * @param computation how the steps are computed
 */
public record FineTuningSettings(
    PredictionType predictionType,
    double learningRate,
    LearningRateDecay decay,
    int warmupSteps,
    int batch,
    int steps,
    double weightDecay,
    double gradientClip,
    double emaDecay,
    double captionDropout,
    long seed,
    Computation computation) {

  /** The same computed in another way. */
  public FineTuningSettings with(Computation other) {
    return new FineTuningSettings(
        predictionType,
        learningRate,
        decay,
        warmupSteps,
        batch,
        steps,
        weightDecay,
        gradientClip,
        emaDecay,
        captionDropout,
        seed,
        other);
  }

  /** Hyper-parameters of a run that is computed in the {@link Computation#PLAIN plain} way. */
  public FineTuningSettings(
      PredictionType predictionType,
      double learningRate,
      LearningRateDecay decay,
      int warmupSteps,
      int batch,
      int steps,
      double weightDecay,
      double gradientClip,
      double emaDecay,
      double captionDropout,
      long seed) {
    this(
        predictionType,
        learningRate,
        decay,
        warmupSteps,
        batch,
        steps,
        weightDecay,
        gradientClip,
        emaDecay,
        captionDropout,
        seed,
        Computation.PLAIN);
  }

  /** How the learning rate goes on after the warm-up. */
  public enum LearningRateDecay {
    /** It stays. */
    CONSTANT,
    /** It falls to 0 over the remaining steps, along half a cosine. */
    COSINE
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first field out of range
   */
  public FineTuningSettings {
    check(learningRate >= 0 && Double.isFinite(learningRate), "learningRate: at least 0");
    check(warmupSteps >= 0, "warmupSteps: at least 0");
    check(batch > 0, "batch: at least 1");
    check(steps > 0, "steps: at least 1");
    check(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay: at least 0");
    check(gradientClip > 0, "gradientClip: more than 0");
    check(emaDecay >= 0 && emaDecay < 1, "emaDecay: at least 0 and less than 1");
    check(captionDropout >= 0 && captionDropout <= 1, "captionDropout: between 0 and 1");
  }

  private static void check(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("fine-tuning: " + expected + " is expected");
    }
  }

  /** The learning rate of a step, counted from 0. */
  double learningRate(int step) {
    if (step < warmupSteps) {
      return learningRate * (step + 1) / warmupSteps;
    }
    return switch (decay) {
      case CONSTANT -> learningRate;
      case COSINE ->
          learningRate
              * 0.5
              * (1 + StrictMath.cos(Math.PI * (step - warmupSteps) / (steps - warmupSteps)));
    };
  }
}
