package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.junit.jupiter.api.Test;

class GeneralisedGaussianTest {

  private static final int N = 200_000;

  @Test
  void shouldKnowTheGammaFunction() {
    assertThat(GeneralisedGaussian.logGamma(5)).isCloseTo(Math.log(24), within(1e-12));
    assertThat(GeneralisedGaussian.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-12));
    assertThat(GeneralisedGaussian.logGamma(0.1)).isCloseTo(2.252712651734206, within(1e-12));
  }

  @Test
  void shouldRecogniseGauss() {
    // Given: deviation 3 is scale 3 sqrt 2
    float[] noise = Noise.gaussian(new NoiseKey(1, 0, 0, 0, "gauss"), N);
    double[] sample = new double[N];
    java.util.Arrays.setAll(sample, i -> 3 * noise[i]);

    // When
    GeneralisedGaussian fit = GeneralisedGaussian.fit(sample);

    // Then
    assertThat(fit.shape()).isCloseTo(2, within(0.05));
    assertThat(fit.left()).isCloseTo(3 * Math.sqrt(2), within(0.05));
    assertThat(fit.right()).isCloseTo(3 * Math.sqrt(2), within(0.05));
    assertThat(fit.mean()).isCloseTo(0, within(0.05));
  }

  @Test
  void shouldRecogniseLaplaceWithALongerRightTail() {
    // Given: each side has a share of its scale
    Noise noise = Noise.of(new NoiseKey(1, 0, 0, 0, "laplace"));
    double[] sample = new double[N];
    for (int i = 0; i < N; i++) {
      double magnitude = -Math.log(1 - noise.uniform(2L * i));
      sample[i] = noise.uniform(2L * i + 1) < 0.25 ? -magnitude : 3 * magnitude;
    }

    // When
    GeneralisedGaussian fit = GeneralisedGaussian.fit(sample);

    // Then
    assertThat(fit.shape()).isCloseTo(1, within(0.02));
    assertThat(fit.left()).isCloseTo(1, within(0.03));
    assertThat(fit.right()).isCloseTo(3, within(0.06));
    assertThat(fit.mean()).isCloseTo(2, within(0.05));
  }

  @Test
  void shouldDescribeASampleOfNothing() {
    assertThat(GeneralisedGaussian.fit(new double[10]))
        .isEqualTo(new GeneralisedGaussian(10, 0, 0, 0));
    assertThat(GeneralisedGaussian.fit(new double[] {1, 2, 3}).left()).isZero();
  }
}
