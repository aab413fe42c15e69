package org.collapselab.diffusion.scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings in diffusers' {@code scheduler_config.json} that bear on sampling and training.
 *
 * @param trainTimesteps number of training timesteps
 * @param betaSchedule how variances grow
 * @param betaStart variance of the first timestep
 * @param betaEnd variance of the last timestep
 * @param predictionType what the network's output means
 * @param spacing which timesteps are visited, where the file says so; each scheduler has its own
 *     default
 * @param stepsOffset added to leading timesteps
 * @param setAlphaToOne whether the last step of DDIM and PNDM ends at ā = 1 rather than at the
 *     first timestep's, where the file says so; DDIM's default is yes, PNDM's is no
 * @param clipSample whether DDIM clips its estimate of the clean image
 * @param clipSampleRange the bound it is clipped to
 */
public record SchedulerConfig(
    int trainTimesteps,
    BetaSchedule betaSchedule,
    double betaStart,
    double betaEnd,
    PredictionType predictionType,
    Optional<TimestepSpacing> spacing,
    int stepsOffset,
    Optional<Boolean> setAlphaToOne,
    boolean clipSample,
    double clipSampleRange) {

  /** The file's path within a model folder. */
  public static final String FILE = "scheduler/scheduler_config.json";

  /** The settings Stable Diffusion was published with, for a network of this prediction type. */
  public static SchedulerConfig stableDiffusion(PredictionType predictionType) {
    return new SchedulerConfig(
        1000,
        BetaSchedule.SCALED_LINEAR,
        0.00085,
        0.012,
        predictionType,
        Optional.empty(),
        1,
        Optional.of(false),
        false,
        1);
  }

  /**
   * Reads a {@code scheduler_config.json}.
   *
   * @throws IOException if it cannot be read, or a setting is of the wrong type or not supported;
   *     the message names file and key
   */
  public static SchedulerConfig read(Path file) throws IOException {
    return SchedulerConfigJson.read(file);
  }

  /**
   * Parses the text of a {@code scheduler_config.json}.
   *
   * @param source how errors name it
   * @throws IOException as {@link #read}
   */
  public static SchedulerConfig parse(String source, String json) throws IOException {
    return SchedulerConfigJson.parse(source, json);
  }

  /** These settings for another prediction type. */
  public SchedulerConfig withPrediction(PredictionType type) {
    return new SchedulerConfig(
        trainTimesteps,
        betaSchedule,
        betaStart,
        betaEnd,
        type,
        spacing,
        stepsOffset,
        setAlphaToOne,
        clipSample,
        clipSampleRange);
  }

  /** These settings with another spacing. */
  public SchedulerConfig withSpacing(TimestepSpacing visited) {
    return new SchedulerConfig(
        trainTimesteps,
        betaSchedule,
        betaStart,
        betaEnd,
        predictionType,
        Optional.of(visited),
        stepsOffset,
        setAlphaToOne,
        clipSample,
        clipSampleRange);
  }

  /** Writes a {@code scheduler_config.json} that diffusers reads as a DDIM scheduler's. */
  public void write(Path file) throws IOException {
    SchedulerConfigJson.write(this, file);
  }
}
