package org.collapselab.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerConfigTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    // Given
    Path file = folder.resolve("scheduler_config.json");
    SchedulerConfig config =
        new SchedulerConfig(
            500,
            BetaSchedule.SCALED_LINEAR,
            0.001,
            0.01,
            PredictionType.V_PREDICTION,
            Optional.of(TimestepSpacing.TRAILING),
            1,
            Optional.of(false),
            true,
            2);

    // When
    config.write(file);

    // Then
    assertThat(SchedulerConfig.read(file)).isEqualTo(config);
  }

  @Test
  void theFileOfStableDiffusionIsRead() throws IOException {
    // Given the keys that PNDM, the published default, writes
    Path file =
        write(
            """
            {"_class_name": "PNDMScheduler", "_diffusers_version": "0.8.0",
             "beta_end": 0.012, "beta_schedule": "scaled_linear", "beta_start": 0.00085,
             "clip_sample": false, "num_train_timesteps": 1000, "prediction_type": "v_prediction",
             "set_alpha_to_one": false, "skip_prk_steps": true, "steps_offset": 1,
             "trained_betas": null}
            """);

    // When / Then
    assertThat(SchedulerConfig.read(file))
        .isEqualTo(SchedulerConfig.stableDiffusion(PredictionType.V_PREDICTION));
  }

  @Test
  void absentKeysHaveTheDefaultsOfDiffusers() throws IOException {
    assertThat(SchedulerConfig.read(write("{}")))
        .isEqualTo(
            new SchedulerConfig(
                1000,
                BetaSchedule.LINEAR,
                0.0001,
                0.02,
                PredictionType.EPSILON,
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                1));
  }

  @Test
  void everyProblemIsNamedAtOnce() throws IOException {
    // Given
    Path file =
        write(
            """
            {"_class_name": "FlowMatchEulerDiscreteScheduler", "prediction_type": "sample", "beta_start": "small",
             "num_train_timesteps": 0, "rescale_betas_zero_snr": true, "clip_sample": 1}
            """);

    // When / Then
    assertThatThrownBy(() -> SchedulerConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("_class_name: expected one of [DDIMScheduler, ")
        .hasMessageContaining(
            "prediction_type: expected one of epsilon, v_prediction, was \"sample\"")
        .hasMessageContaining("beta_start: expected a positive number")
        .hasMessageContaining("num_train_timesteps: expected a whole number of at least 1, was 0")
        .hasMessageContaining("rescale_betas_zero_snr: expected false, was true")
        .hasMessageContaining("clip_sample: expected true or false, was 1");
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("scheduler_config.json"), json);
  }
}
