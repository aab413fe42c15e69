package org.collapselab.diffusion.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.Precision;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.scheduler.BetaSchedule;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FineTuningTest {

  private static final UNetConfig CONFIG =
      new UNetConfig(
          4,
          4,
          List.of(16, 32),
          List.of(true, false),
          List.of(2, 2),
          1,
          12,
          true,
          8,
          1e-5,
          true,
          0);
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);
  private static final int STEPS = 6;

  @TempDir private Path folder;

  private final UNet2DConditionModel unet = new UNet2DConditionModel(CONFIG);
  private NDManager manager;
  private Examples examples;

  @BeforeEach
  void encodeExamples() {
    manager = Torch.newManager("cpu");
    examples =
        new CachedExamples(
            random("latents", 5, 4, 8, 8),
            random("contexts", 3, 6, 12),
            new int[] {0, 1, 0, 1, 0},
            2);
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void aResumedRunEqualsAnUninterruptedOneBitForBit() throws Exception {
    // Given
    Path whole = folder.resolve("whole.safetensors");
    List<Double> wholeLosses = new ArrayList<>();
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      while (!run.finished()) {
        wholeLosses.add(run.step().loss());
      }
      run.writeWeights(whole);
    }

    // When
    Path resumed = folder.resolve("resumed.safetensors");
    Path state = folder.resolve("state");
    List<Double> resumedLosses = new ArrayList<>();
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      resumedLosses.add(run.step().loss());
      run.save(state);
      resumedLosses.add(run.step().loss());
      run.save(state);
      run.step();
    }
    try (Weights weights = weights();
        FineTuning run =
            FineTuning.resume(state, unet, weights, SCHEDULE, examples, settings(1e-3))) {
      assertThat(run.stepsDone()).isEqualTo(2);
      while (!run.finished()) {
        resumedLosses.add(run.step().loss());
      }
      run.writeWeights(resumed);
    }

    // Then
    assertThat(resumedLosses).isEqualTo(wholeLosses);
    assertThat(resumed).hasSameBinaryContentAs(whole);
  }

  @Test
  void aTornStateIsPassedOverForTheOneBeforeIt() throws Exception {
    // Given
    Path whole = folder.resolve("whole.safetensors");
    Path state = folder.resolve("state");
    Path newest;
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      run.step();
      run.save(state);
      run.step();
      run.save(state);
      run.step();
      newest = run.write(state);
      FineTuning.settle(newest);
      while (!run.finished()) {
        run.step();
      }
      run.writeWeights(whole);
    }

    // When: the last page never came to the disk
    try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(64), file.size() - 64);
    }
    Path resumed = folder.resolve("resumed.safetensors");
    int from;
    try (Weights weights = weights();
        FineTuning run =
            FineTuning.resume(state, unet, weights, SCHEDULE, examples, settings(1e-3))) {
      from = run.stepsDone();
      while (!run.finished()) {
        run.step();
      }
      run.writeWeights(resumed);
    }

    // Then
    assertThat(from).isEqualTo(2);
    assertThat(resumed).hasSameBinaryContentAs(whole);
  }

  @Test
  void aRunWhoseStatesAreAllTornIsNotSaved() throws Exception {
    // Given
    Path state;
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      run.step();
      state = run.write(folder);
    }

    // When
    try (FileChannel file = FileChannel.open(state, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }

    // Then
    assertThat(FineTuning.isSaved(folder)).isFalse();
    try (Weights weights = weights()) {
      assertThatThrownBy(
              () -> FineTuning.resume(folder, unet, weights, SCHEDULE, examples, settings(1e-3)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no whole state");
    }
  }

  @Test
  void aRunMayBeResumedFromAnyStep() throws Exception {
    // Given
    Path whole = folder.resolve("whole.safetensors");
    List<Double> losses = new ArrayList<>();
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      while (!run.finished()) {
        run.write(folder.resolve("after-" + run.stepsDone()));
        losses.add(run.step().loss());
      }
      run.writeWeights(whole);
    }

    for (int killed = 0; killed < STEPS; killed++) {
      // When
      Path resumed = folder.resolve("resumed-" + killed);
      List<Double> resumedLosses = new ArrayList<>(losses.subList(0, killed));
      try (Weights weights = weights();
          FineTuning run =
              FineTuning.resume(
                  folder.resolve("after-" + killed),
                  unet,
                  weights,
                  SCHEDULE,
                  examples,
                  settings(1e-3))) {
        while (!run.finished()) {
          resumedLosses.add(run.step().loss());
        }
        run.writeWeights(resumed);
      }

      // Then
      assertThat(resumedLosses).isEqualTo(losses);
      assertThat(resumed).hasSameBinaryContentAs(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void microBatchesLeadWhereTheWholeBatchLeads(int microBatch) {
    // Given
    FineTuningSettings plain = settings(1e-3);
    FineTuningSettings inParts = plain.with(new Computation(Precision.FP32, microBatch, false));
    try (Weights expected = weights();
        Weights weights = weights();
        FineTuning reference = FineTuning.start(unet, expected, SCHEDULE, examples, plain);
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, inParts)) {
      for (int step = 0; step < 3; step++) {
        // When
        StepReport there = reference.step();
        StepReport here = run.step();

        // Then
        assertThat(here.loss()).isCloseTo(there.loss(), withinPercentage(1e-3));
        assertThat(here.gradientNorm()).isCloseTo(there.gradientNorm(), withinPercentage(1e-3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32, 0, ''", "FP32, 2, ''", "BF16, 0, ''", "BF16, 2, ''", "FP32, 0, attn2"})
  void activationsThatAreComputedAgainChangeNoBit(
      Precision precision, int microBatch, String trainable) throws Exception {
    // Given
    List<Double> keptLosses = new ArrayList<>();
    List<Double> losses = new ArrayList<>();

    // When
    Path kept = trained(new Computation(precision, microBatch, false), trainable, keptLosses);
    Path again = trained(new Computation(precision, microBatch, true), trainable, losses);

    // Then
    assertThat(losses).isEqualTo(keptLosses);
    assertThat(again).hasSameBinaryContentAs(kept);
  }

  private Path trained(Computation computation, String trainable, List<Double> losses)
      throws IOException {
    Path file = folder.resolve(computation + ".safetensors");
    try (Weights weights = weights();
        FineTuning run =
            FineTuning.start(
                unet,
                weights,
                name -> name.contains(trainable),
                SCHEDULE,
                examples,
                settings(1e-3).with(computation))) {
      while (!run.finished()) {
        losses.add(run.step().loss());
      }
      run.writeWeights(file);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"FP32, 2, true", "BF16, 0, false"})
  void aRunGoesOnBitForBitWithMoreMemoryOrLess(
      Precision precision, int microBatch, boolean recomputeAtFirst) throws Exception {
    // Given
    FineTuningSettings first =
        settings(1e-3).with(new Computation(precision, microBatch, recomputeAtFirst));
    FineTuningSettings then =
        settings(1e-3).with(new Computation(precision, microBatch, !recomputeAtFirst));
    Path whole = folder.resolve("whole.safetensors");
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, first)) {
      run.step();
      run.save(folder);
      while (!run.finished()) {
        run.step();
      }
      run.writeWeights(whole);
    }

    // When
    Path resumed = folder.resolve("resumed.safetensors");
    try (Weights weights = weights();
        FineTuning run = FineTuning.resume(folder, unet, weights, SCHEDULE, examples, then)) {
      while (!run.finished()) {
        run.step();
      }
      run.writeWeights(resumed);
    }

    // Then
    assertThat(resumed).hasSameBinaryContentAs(whole);
  }

  @Test
  void stepsMayRunOnAnyThread() throws Exception {
    // Given
    Path here = folder.resolve("here.safetensors");
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      run.step();
      run.step();
      run.writeWeights(here);
    }

    // When
    Path elsewhere = folder.resolve("elsewhere.safetensors");
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      for (int i = 0; i < 2; i++) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        thread.submit(run::step).get();
        thread.shutdown();
      }
      run.writeWeights(elsewhere);
    }

    // Then
    assertThat(elsewhere).hasSameBinaryContentAs(here);
  }

  @Test
  void onlyTheTrainableParametersChange() throws Exception {
    // Given
    try (Weights before = weights();
        Weights weights = weights();
        FineTuning run =
            FineTuning.start(
                unet,
                weights,
                name -> name.contains("attn2"),
                SCHEDULE,
                examples,
                settings(1e-3))) {
      // When
      run.step();

      // Then
      for (String name : weights.arrays().keySet()) {
        boolean unchanged = before.get(name).contentEquals(weights.get(name));
        assertThat(unchanged).as(name).isEqualTo(!name.contains("attn2"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStepLeavesNoArrayBehind(boolean recompute) {
    // Given
    FineTuningSettings settings =
        settings(1e-3).with(new Computation(Precision.FP32, 2, recompute));
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings)) {
      run.step();
      int arrays = weights.manager().getManagedArrays().size();
      int inputs = manager.getManagedArrays().size();

      // When
      run.step();
      run.step();

      // Then
      assertThat(arrays).isGreaterThanOrEqualTo(weights.arrays().size());
      assertThat(weights.manager().getManagedArrays()).hasSize(arrays);
      assertThat(manager.getManagedArrays()).hasSize(inputs);
    }
  }

  @Test
  void aStateOfOtherSettingsIsRefused() throws Exception {
    // Given
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      run.step();
      run.save(folder);

      // When // Then
      assertThatThrownBy(
              () -> FineTuning.resume(folder, unet, weights, SCHEDULE, examples, settings(2e-3)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("saved with other settings")
          .hasMessageContaining("learningRate=0.001");
    }
  }

  @Test
  void aSaveLeavesTheStateAndTheOneBeforeIt() throws Exception {
    // Given
    Files.writeString(folder.resolve("state.unfinished"), "left by a killed process");
    try (Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, examples, settings(1e-3))) {
      // When
      for (int saved = 0; saved < 4; saved++) {
        run.save(folder);
        run.step();
      }

      // Then
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString().substring(0, 16)))
            .containsExactlyInAnyOrder("state-0000000002", "state-0000000003");
      }
      assertThat(FineTuning.isSaved(folder)).isTrue();
    }
  }

  @Test
  void aRunThatDivergesStopsBeforeItSpoilsTheWeights() {
    // Given
    NDArray broken = random("latents", 5, 4, 8, 8).mul(Float.POSITIVE_INFINITY);
    Examples infinite = new CachedExamples(broken, random("contexts", 1, 6, 12), new int[5], 0);
    try (Weights before = weights();
        Weights weights = weights();
        FineTuning run = FineTuning.start(unet, weights, SCHEDULE, infinite, settings(1e-3))) {
      // When // Then
      assertThatThrownBy(run::step)
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("step 1");
      assertThat(weights.get("conv_in.weight").contentEquals(before.get("conv_in.weight")))
          .isTrue();
    }
  }

  private static FineTuningSettings settings(double learningRate) {
    return new FineTuningSettings(
        PredictionType.V_PREDICTION,
        learningRate,
        LearningRateDecay.CONSTANT,
        2,
        3,
        STEPS,
        0.01,
        1,
        0.99,
        0.3,
        7);
  }

  private Weights weights() {
    return Weights.initialize(unet.parameters(), 3, "cpu");
  }

  private NDArray random(String name, long... shape) {
    Shape djl = new Shape(shape);
    return manager.create(Noise.gaussian(new NoiseKey(1, 0, 0, 0, name), (int) djl.size()), djl);
  }
}
