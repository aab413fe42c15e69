package org.collapselab.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.collapselab.diffusion.Golden;
import org.junit.jupiter.api.Test;

class NoiseScheduleTest {

  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(SchedulerConfig.stableDiffusion(PredictionType.EPSILON));

  @Test
  void cumulativeProductsAreThoseOfDiffusersInDoublePrecision() {
    // Given
    double[] exact;
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      exact = Golden.read("sched_sd21_ddim").expected(manager, "alphas_cumprod_exact");
    }

    // When / Then
    assertThat(SCHEDULE.timesteps()).isEqualTo(exact.length);
    for (int t = 0; t < exact.length; t++) {
      assertThat(SCHEDULE.alphaCumprod(t)).isCloseTo(exact[t], within(1e-13));
    }
  }

  @Test
  void linearBetasAreEvenlySpaced() {
    // When
    NoiseSchedule schedule = NoiseSchedule.of(BetaSchedule.LINEAR, 3, 0.1, 0.3);

    // Then
    assertThat(schedule.alphaCumprod(0)).isCloseTo(0.9, within(1e-15));
    assertThat(schedule.alphaCumprod(1)).isCloseTo(0.9 * 0.8, within(1e-15));
    assertThat(schedule.alphaCumprod(2)).isCloseTo(0.9 * 0.8 * 0.7, within(1e-15));
  }

  @Test
  void imageAndNoiseComeBackFromNoisySampleAndVelocity() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      // Given
      NDArray clean = manager.create(new float[] {0.5f, -1, 2, 0.25f}, new Shape(2, 1, 1, 2));
      NDArray noise = manager.create(new float[] {-0.5f, 1, 0, 3}, new Shape(2, 1, 1, 2));
      int[] timesteps = {10, 900};

      // When
      NDArray noisy = SCHEDULE.addNoise(clean, noise, timesteps);
      NDArray velocity = SCHEDULE.velocity(clean, noise, timesteps);

      // Then
      for (int b = 0; b < timesteps.length; b++) {
        double alphaCumprod = SCHEDULE.alphaCumprod(timesteps[b]);
        NDArray x = noisy.get(b);
        NDArray v = velocity.get(b);
        assertClose(PredictionType.V_PREDICTION.clean(alphaCumprod).of(x, v), clean.get(b));
        assertClose(PredictionType.V_PREDICTION.noise(alphaCumprod).of(x, v), noise.get(b));
      }
    }
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-6f);
  }
}
