package org.collapselab.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static final SchedulerConfig CONFIG =
      SchedulerConfig.stableDiffusion(PredictionType.EPSILON);
  private static final StepNoise NONE =
      step -> {
        throw new AssertionError("a deterministic scheduler asked for noise");
      };

  @Test
  void fullStrengthTakesAllStepsAndHalfTakesHalf() {
    assertThat(Scheduler.firstStep(10, 1)).isZero();
    assertThat(Scheduler.firstStep(10, 0.5)).isEqualTo(5);
    assertThat(Scheduler.firstStep(10, 0.55)).isEqualTo(5);
  }

  @Test
  void withoutASpacingEachSchedulerHasItsOwnDefault() {
    assertThat(Scheduler.named("ddim", CONFIG).timesteps(4)).containsExactly(751, 501, 251, 1);
    assertThat(Scheduler.named("pndm", CONFIG).timesteps(4)).containsExactly(751, 501, 501, 251, 1);
    assertThat(Scheduler.named("euler", CONFIG).timesteps(4)).containsExactly(999, 666, 333, 0);
    assertThat(Scheduler.named("dpm-solver++", CONFIG).timesteps(4))
        .containsExactly(999, 749, 500, 250);
  }

  @Test
  void anOffsetThatLeadsBeyondTheLastTimestepIsRefused() {
    assertThatThrownBy(() -> Scheduler.named("ddim", CONFIG).timesteps(1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps_offset 1 begin at timestep 1000, but the last is 999");
  }

  @Test
  void aStrengthThatLeavesNoStepIsRefused() {
    assertThatThrownBy(() -> Scheduler.firstStep(10, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strength: 0.05 of 10 steps leaves no step");
    assertThatThrownBy(() -> Scheduler.firstStep(10, 0)).hasMessageContaining("strength");
    assertThatThrownBy(() -> Scheduler.firstStep(10, 1.1)).hasMessageContaining("strength");
    assertThatThrownBy(() -> Scheduler.firstStep(10, Double.NaN)).hasMessageContaining("strength");
  }

  @Test
  void anUnknownSchedulerIsRefusedWithTheNamesThatAreKnown() {
    assertThatThrownBy(() -> Scheduler.named("heun", CONFIG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ddim, ddim-eta1, pndm, euler, dpm-solver++")
        .hasMessageContaining("\"heun\"");
    assertThat(Scheduler.NAMES)
        .allSatisfy(name -> assertThat(Scheduler.named(name, CONFIG)).isNotNull());
  }

  @Test
  void stepsOutsideTheTrainingTimestepsAreRefused() {
    for (String name : Scheduler.NAMES) {
      Scheduler scheduler = Scheduler.named(name, CONFIG);
      assertThatThrownBy(() -> scheduler.timesteps(0)).hasMessageContaining("steps: expected 1");
      assertThatThrownBy(() -> scheduler.timesteps(1001)).hasMessageContaining("1001");
    }
  }

  @Test
  void aSingleStepGoesStraightToAnImage() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (String name : Scheduler.NAMES) {
        // Given
        Denoising walk =
            Scheduler.named(name, CONFIG).begin(1, 0, step -> manager.zeros(new Shape(1, 1, 1, 2)));
        NDArray noise = manager.create(new float[] {1, -1}, new Shape(1, 1, 1, 2));

        // When
        NDArray image = walk.step(noise, noise);

        // Then
        assertThat(image.toFloatArray()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
        assertThatThrownBy(() -> walk.step(image, noise)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void clippedEstimatesStayWithinTheRange() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      // Given a walk that ends at the clean image itself
      SchedulerConfig clipping =
          new SchedulerConfig(
              1000,
              BetaSchedule.LINEAR,
              0.0001,
              0.02,
              PredictionType.EPSILON,
              Optional.empty(),
              0,
              Optional.of(true),
              true,
              0.5);
      Denoising walk = new Ddim(clipping, 0).begin(1, 0, NONE);
      NDArray latents = manager.create(new float[] {3, -3, 0.1f}, new Shape(1, 1, 1, 3));

      // When
      NDArray image = walk.step(latents, manager.zeros(new Shape(1, 1, 1, 3)));

      // Then
      assertThat(image.toFloatArray()).startsWith(0.5f, -0.5f);
      assertThat(image.toFloatArray()[2]).isBetween(0.0999f, 0.1001f);
    }
  }
}
