package org.collapselab.diffusion.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.nn.Precision;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.scheduler.BetaSchedule;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand steps take no more memory than the first few hundred. */
@Tag("slow")
class SoakTest {

  /** The virtual machine's own heap and compiled code settle within these. */
  private static final int SETTLING = 500;

  private static final int STEPS = 1000;
  private static final long ALLOWED = 5L << 20;

  private static final UNetConfig CONFIG =
      new UNetConfig(
          4, 4, List.of(8, 16), List.of(true, false), List.of(1, 2), 1, 12, true, 8, 1e-5, true, 0);

  private final UNet2DConditionModel unet = new UNet2DConditionModel(CONFIG);
  private final Weights weights = Weights.initialize(unet.parameters(), 3, "cpu");
  private final NDManager manager = Torch.newManager("cpu");

  @AfterEach
  void free() {
    manager.close();
    weights.close();
  }

  @ParameterizedTest
  @CsvSource({"FP32, 0, false", "BF16, 1, true"})
  void trainingKeepsItsMemory(Precision precision, int microBatch, boolean recompute)
      throws IOException {
    // Given
    CachedExamples examples =
        new CachedExamples(random(5, 4, 8, 8), random(2, 6, 12), new int[5], 1);
    FineTuningSettings settings =
        new FineTuningSettings(
            PredictionType.EPSILON,
            1e-4,
            LearningRateDecay.CONSTANT,
            0,
            2,
            SETTLING + STEPS,
            0.01,
            1,
            0.9,
            0.1,
            1,
            new Computation(precision, microBatch, recompute));
    NoiseSchedule schedule = NoiseSchedule.of(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);
    try (FineTuning run = FineTuning.start(unet, weights, schedule, examples, settings)) {
      // When // Then
      assertFlat(run::step);
    }
  }

  @Test
  void inferenceKeepsItsMemory() throws IOException {
    // Given
    NDArray sample = random(2, 4, 8, 8);
    NDArray context = random(4, 6, 12);
    NDArray time = unet.timestepEmbedding(manager, 500);
    try (Script script = Script.compile(unet.guided(), weights)) {
      // When // Then
      assertFlat(() -> script.run(sample, time, context).close());
    }
  }

  private static void assertFlat(Runnable step) throws IOException {
    for (int i = 0; i < SETTLING; i++) {
      step.run();
    }
    System.gc();
    long before = residentBytes();
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    System.gc();
    assertThat(residentBytes() - before).isLessThanOrEqualTo(ALLOWED);
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(new Shape(shape));
  }
}
