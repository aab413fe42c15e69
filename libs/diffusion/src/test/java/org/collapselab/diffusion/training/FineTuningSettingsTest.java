package org.collapselab.diffusion.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.training.FineTuningSettings.LearningRateDecay;
import org.junit.jupiter.api.Test;

class FineTuningSettingsTest {

  @Test
  void theLearningRateRisesLinearlyAndStays() {
    // Given
    FineTuningSettings settings = settings(LearningRateDecay.CONSTANT, 4, 0.9);

    // When // Then
    assertThat(settings.learningRate(0)).isEqualTo(0.25);
    assertThat(settings.learningRate(3)).isEqualTo(1);
    assertThat(settings.learningRate(23)).isEqualTo(1);
  }

  @Test
  void theLearningRateFallsAlongHalfACosine() {
    // Given
    FineTuningSettings settings = settings(LearningRateDecay.COSINE, 4, 0.9);

    // When // Then
    assertThat(settings.learningRate(4)).isEqualTo(1);
    assertThat(settings.learningRate(14)).isCloseTo(0.5, within(1e-12));
    assertThat(settings.learningRate(23)).isBetween(0.0, 0.01);
  }

  @Test
  void aValueOutOfRangeIsRefusedByName() {
    assertThatThrownBy(() -> settings(LearningRateDecay.CONSTANT, -1, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warmupSteps");
    assertThatThrownBy(() -> settings(LearningRateDecay.CONSTANT, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("emaDecay");
  }

  private static FineTuningSettings settings(
      LearningRateDecay decay, int warmupSteps, double emaDecay) {
    return new FineTuningSettings(
        PredictionType.EPSILON, 1, decay, warmupSteps, 2, 24, 0, 1, emaDecay, 0, 1);
  }
}
