package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.collapselab.vision.Formula;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Statistic;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

  @Test
  void shouldBeZeroInExpectationForEqualDistributionsHoweverFewImages() {
    // Given
    double sum = 0;
    for (int i = 0; i < 40; i++) {
      float[][] a = Formula.rows("same a " + i, 20, 8, 1, 0);
      float[][] b = Formula.rows("same b " + i, 20, 8, 1, 0);
      sum += KernelDistance.between(a, b);
    }

    // Then: the values have a deviation of about 0.02
    assertThat(sum / 40).isCloseTo(0, within(0.01));
  }

  @Test
  void shouldAverageSubsetsToTheValueOfTheWhole() {
    // Given
    float[][] a = Formula.rows("subsets a", 200, 8, 1, 0.4);
    float[][] b = Formula.rows("subsets b", 200, 8, 1, 0);

    // When
    double[] subsets = KernelDistance.subsets(a, b, 100, 50, 7);

    // Then
    double whole = KernelDistance.between(a, b);
    assertThat(Arrays.stream(subsets).average().orElseThrow())
        .isCloseTo(whole, within(0.05 * whole));
    assertThat(KernelDistance.subsets(a, b, 100, 50, 7)).containsExactly(subsets);
    assertThatThrownBy(() -> KernelDistance.subsets(a, b, 1, 201, 7))
        .hasMessage("subset: expected 2 to 200 images, got 201");
  }

  @Test
  void shouldCoverTheTruthByItsInterval() {
    // Given: the expectation, from sets far larger than those measured
    float[][] reference = Formula.rows("reference", 400, 8, 1, 0);
    double truth = KernelDistance.between(Formula.rows("many", 3000, 8, 1, 0.3), reference);
    Bootstrap bootstrap = new Bootstrap(100, 0.9, 1);

    // When
    int covered = 0;
    for (int i = 0; i < 100; i++) {
      float[][] few = Formula.rows("few " + i, 60, 8, 1, 0.3);
      if (bootstrap.estimate(KernelDistance.statistic(few, reference)).interval().contains(truth)) {
        covered++;
      }
    }

    // Then: 90 expected, with a deviation of 3
    assertThat(covered).isBetween(78, 99);
  }

  @Test
  void shouldMeasureManyImagesInGroupsWithTheSameValue() {
    // Given: more images than are resampled one by one
    float[][] many = Formula.rows("many", 1500, 4, 1, 0.2);
    float[][] reference = Formula.rows("reference", 300, 4, 1, 0);

    // When
    Statistic statistic = KernelDistance.statistic(many, reference);

    // Then: the mean of all pairs, by the definition
    double own = 0;
    double cross = 0;
    double others = 0;
    for (int i = 0; i < 1500; i++) {
      for (int j = 0; j < 1500; j++) {
        own += i == j ? 0 : kernel(many[i], many[j]) / (1500.0 * 1499);
      }
      for (float[] other : reference) {
        cross += kernel(many[i], other) / (1500.0 * 300);
      }
    }
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        others += i == j ? 0 : kernel(reference[i], reference[j]) / (300.0 * 299);
      }
    }
    assertThat(statistic.value()).isCloseTo(own + others - 2 * cross, within(1e-12));
    assertThat(statistic.size()).isEqualTo(128);
    assertThat(new Bootstrap(50, 0.9, 1).estimate(statistic).n()).isEqualTo(1500);
  }

  @Test
  void shouldMeasureGaussianKernelsByTheirDefinition() {
    // Given: unit vectors at right angles, squared distance 2
    float[][] a = {{1, 0}, {1, 0}};
    float[][] b = {{0, 3}, {0, 5}};

    // Then: every own kernel value is 1, every cross value exp(-2 / 200)
    assertThat(GaussianKernelDistance.between(a, b))
        .isCloseTo(1000 * (2 - 2 * Math.exp(-0.01)), within(1e-9));
    assertThat(GaussianKernelDistance.between(a, a)).isCloseTo(0, within(1e-9));
  }

  @Test
  void shouldRefuseSetsItCannotCompare() {
    assertThatThrownBy(() -> KernelDistance.between(new float[3][2], new float[3][3]))
        .hasMessageContaining("equal dimensions, got 2 and 3");
    assertThatThrownBy(() -> KernelDistance.between(new float[1][2], new float[3][2]))
        .hasMessageContaining("at least 2 rows a side, got 1 and 3");
    assertThatThrownBy(() -> GaussianKernelDistance.between(new float[2][2], new float[2][2]))
        .hasMessageContaining("expected a finite vector other than zero");
  }

  private static double kernel(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return Math.pow(product / a.length + 1, 3);
  }
}
