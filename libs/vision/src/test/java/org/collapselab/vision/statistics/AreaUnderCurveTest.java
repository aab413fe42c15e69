package org.collapselab.vision.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {

  @Test
  void shouldCountPairsInTheRightOrder() {
    // Of six pairs four are in order and one is a tie
    Estimate area = AreaUnderCurve.of(new double[] {0, 2}, new double[] {1, 2, 3}, 0.95);
    assertThat(area.value()).isCloseTo(4.5 / 6, within(1e-15));
    assertThat(area.interval().contains(area.value())).isTrue();
  }

  @Test
  void shouldStateDoubtAboutAPerfectScore() {
    Estimate area = AreaUnderCurve.of(new double[20], ones(20), 0.95);
    assertThat(area.value()).isEqualTo(1);
    assertThat(area.interval().high()).isCloseTo(1, within(1e-9));
    assertThat(area.interval().low()).isBetween(0.8, 0.95);
  }

  @Test
  void shouldCoverTheTruthAboutAsOftenAsStated() {
    // Given: normal scores one deviation apart, for which the area is Phi(1 / sqrt 2)
    int covered = 0;
    int trials = 500;
    for (int t = 0; t < trials; t++) {
      double[] real = normal(2L * t, 40, 0);
      double[] generated = normal(2L * t + 1, 40, 1);

      // When
      Estimate area = AreaUnderCurve.of(real, generated, 0.95);
      covered += area.interval().contains(0.7602499) ? 1 : 0;
    }

    // Then: one percent is a standard error
    assertThat(covered / (double) trials).isBetween(0.92, 0.98);
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] normal(long seed, int n, double shift) {
    float[] noise = Noise.gaussian(new NoiseKey(seed, 0, 0, 0, "area"), n);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = noise[i] + shift;
    }
    return values;
  }
}
