package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.collapselab.diffusion.scheduler.Ddim;
import org.collapselab.diffusion.scheduler.DpmSolverMultistep;
import org.collapselab.diffusion.scheduler.Euler;
import org.collapselab.diffusion.scheduler.Pndm;
import org.collapselab.diffusion.scheduler.Scheduler;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.scheduler.TimestepSpacing;

/**
 * Makes the schedulers a golden is about: one class in diffusers, several predictions and plans.
 */
final class SchedulerFactory {

  private final String className;
  private final SchedulerConfig config;

  SchedulerFactory(GoldenMetadata metadata, SchedulerConfig config) {
    this.className = metadata.text("class");
    this.config = config;
    JsonNode settings = metadata.json("scheduler_config");
    switch (className) {
      case "PNDMScheduler" -> require(settings, "skip_prk_steps", "true", "false");
      case "DPMSolverMultistepScheduler" -> require(settings, "solver_order", "2", "2");
      default -> {}
    }
  }

  private static void require(JsonNode settings, String key, String only, String whenAbsent) {
    String value = settings.path(key).asText(whenAbsent);
    if (!value.equals(only)) {
      throw new IllegalArgumentException(
          "metadata: scheduler_config: %s: expected %s, found %s".formatted(key, only, value));
    }
  }

  Scheduler make(SchedulerTensor tensor) {
    SchedulerConfig settings =
        config
            .withPrediction(SchedulerCheck.prediction(tensor.prediction()))
            .withSpacing(spacing(tensor.spacing()));
    return switch (className) {
      case "DDIMScheduler" -> new Ddim(settings, tensor.eta());
      case "PNDMScheduler" -> new Pndm(settings);
      case "EulerDiscreteScheduler" -> new Euler(settings);
      case "DPMSolverMultistepScheduler" -> new DpmSolverMultistep(settings);
      default ->
          throw new IllegalArgumentException(
              "metadata: class: expected DDIMScheduler, PNDMScheduler, EulerDiscreteScheduler or"
                  + " DPMSolverMultistepScheduler, found "
                  + className);
    };
  }

  private static TimestepSpacing spacing(String id) {
    return Arrays.stream(TimestepSpacing.values())
        .filter(spacing -> spacing.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown timestep spacing " + id));
  }
}
