package org.collapselab.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.collapselab.diffusion.Golden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks with a stand-in for the network, compared with diffusers' in double precision. */
class SchedulerGoldenTest {

  private static final Shape SHAPE = new Shape(1, 4, 8, 8);
  private static final Golden DDIM = Golden.read("sched_sd21_ddim");
  private static final Golden DPM = Golden.read("sched_sd21_dpmpp2m");

  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  record Case(String scheduler, PredictionType prediction, TimestepSpacing spacing, int steps) {

    Golden golden() {
      return scheduler.startsWith("ddim") ? DDIM : DPM;
    }

    Scheduler make() {
      return Scheduler.named(scheduler, config(prediction, Optional.of(spacing)));
    }

    String tag() {
      return spacing.id() + "_" + steps;
    }
  }

  static Stream<Case> plans() {
    return Stream.of("ddim", "dpm-solver++")
        .flatMap(
            name ->
                Arrays.stream(TimestepSpacing.values())
                    .flatMap(
                        spacing ->
                            Stream.of(10, 20, 50)
                                .map(
                                    steps ->
                                        new Case(name, PredictionType.EPSILON, spacing, steps))));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void timestepsAreThoseOfDiffusers(Case plan) {
    // Given
    double[] expected = plan.golden().expected(manager, "timesteps_" + plan.tag());

    // When
    int[] timesteps = plan.make().timesteps(plan.steps());

    // Then
    assertThat(Arrays.stream(timesteps).asDoubleStream().toArray()).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void noiseLevelsAreThoseOfDiffusers(Case plan) {
    if (!(plan.make() instanceof DpmSolverMultistep solver)) {
      return;
    }
    // Given levels that the library stores in single precision
    double[] expected = plan.golden().expected(manager, "sigmas_" + plan.tag());

    // When
    double[] sigmas = solver.sigmas(solver.timesteps(plan.steps()));

    // Then
    assertThat(sigmas).hasSameSizeAs(expected);
    for (int i = 0; i < sigmas.length; i++) {
      assertThat(Math.abs(sigmas[i] - expected[i])).isLessThanOrEqualTo(2e-5 * expected[i]);
    }
  }

  static Stream<Case> walks() {
    return Stream.of(PredictionType.values())
        .flatMap(
            prediction ->
                Stream.of(10, 20, 50)
                    .flatMap(
                        steps ->
                            Stream.of(
                                new Case("ddim", prediction, TimestepSpacing.LEADING, steps),
                                new Case("ddim-eta1", prediction, TimestepSpacing.LEADING, steps),
                                new Case(
                                    "dpm-solver++", prediction, TimestepSpacing.LINSPACE, steps),
                                new Case(
                                    "dpm-solver++", prediction, TimestepSpacing.LEADING, steps))));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void everyStepOfAWalkIsThatOfDiffusers(Case walk) {
    // Given
    String tag =
        walk.prediction().id()
            + "_"
            + walk.tag()
            + (walk.scheduler().equals("ddim-eta1") ? "_eta1" : "");
    boolean whole = walk.steps() <= 20;
    double[] expected = walk.golden().expected(manager, (whole ? "traj_" : "final_") + tag);
    double tolerance = walk.golden().tolerance("traj_" + tag);
    int size = (int) SHAPE.size();

    // When
    List<NDArray> states = walk(walk, 0, input("x_T"));

    // Then
    if (whole) {
      for (int i = 0; i <= walk.steps(); i++) {
        double[] state = Arrays.copyOfRange(expected, i * size, (i + 1) * size);
        assertClose(states.get(i), state, tolerance);
      }
    } else {
      assertClose(states.get(walk.steps()), expected, tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("imageToImageWalks")
  void imageToImageStartsAndEndsAsInDiffusers(Case walk, double strength) {
    // Given
    String tag = String.format(Locale.ROOT, "%s_s%02d", walk.tag(), Math.round(strength * 100));
    double tolerance = walk.golden().tolerance("img2img_" + tag);
    int first = Scheduler.firstStep(walk.steps(), strength);
    Denoising denoising = walk.make().begin(walk.steps(), first, this::stepNoise);

    // When
    NDArray start = denoising.noisy(input("clean"), input("x_T"));
    List<NDArray> states = walk(walk, first, start);

    // Then
    assertThat(Arrays.stream(denoising.timesteps()).asDoubleStream().toArray())
        .containsExactly(walk.golden().expected(manager, "img2img_timesteps_" + tag));
    assertClose(start, walk.golden().expected(manager, "img2img_start_" + tag), tolerance);
    assertClose(
        states.get(states.size() - 1),
        walk.golden().expected(manager, "img2img_final_" + tag),
        tolerance);
  }

  static Stream<Arguments> imageToImageWalks() {
    return Stream.of(10, 20, 50)
        .flatMap(
            steps ->
                Stream.of(
                    new Case("ddim", PredictionType.EPSILON, TimestepSpacing.LEADING, steps),
                    new Case(
                        "dpm-solver++", PredictionType.EPSILON, TimestepSpacing.LINSPACE, steps)))
        .flatMap(walk -> Stream.of(0.3, 0.6, 0.8).map(s -> Arguments.of(walk, s)));
  }

  @Test
  void withoutASpacingEachSchedulerHasItsOwnDefault() {
    // Given
    SchedulerConfig config = config(PredictionType.EPSILON, Optional.empty());

    // When / Then
    assertThat(new Ddim(config, 0).timesteps(10))
        .isEqualTo(TimestepSpacing.LEADING.timesteps(1000, 10, 0, 1));
    assertThat(new DpmSolverMultistep(config).timesteps(10))
        .isEqualTo(TimestepSpacing.LINSPACE.timesteps(1000, 10, 1, 1));
  }

  private List<NDArray> walk(Case walk, int first, NDArray start) {
    Denoising denoising = walk.make().begin(walk.steps(), first, this::stepNoise);
    List<NDArray> states = new ArrayList<>(List.of(start));
    for (int timestep : denoising.timesteps()) {
      NDArray latents = states.get(states.size() - 1);
      NDArray output = latents.mul(0.3).add(0.1 * Math.sin(timestep / 100.0));
      states.add(denoising.step(latents, output));
    }
    return states;
  }

  private NDArray stepNoise(int step) {
    return input("var_noise_" + step);
  }

  private NDArray input(String tensor) {
    return manager.create(DDIM.input(tensor, (int) SHAPE.size()), SHAPE);
  }

  private static SchedulerConfig config(
      PredictionType prediction, Optional<TimestepSpacing> spacing) {
    SchedulerConfig sd = SchedulerConfig.stableDiffusion(prediction);
    return new SchedulerConfig(
        sd.trainTimesteps(),
        sd.betaSchedule(),
        sd.betaStart(),
        sd.betaEnd(),
        prediction,
        spacing,
        sd.stepsOffset(),
        sd.setAlphaToOne(),
        sd.clipSample(),
        sd.clipSampleRange());
  }

  private static void assertClose(NDArray actual, double[] expected, double tolerance) {
    float[] values = actual.toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - expected[i]));
    }
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }
}
