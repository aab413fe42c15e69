package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.collapselab.vision.Formula;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Statistic;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {

  @Test
  void shouldMeasureAHalfAsASetOfItsOwn() {
    // Given: a random half, as an interval draws it
    float[][] real = Formula.rows("real", 90, 6, 1, 0);
    float[][] generated = Formula.rows("generated", 80, 6, 0.8, 0.1);
    Random random = new Random(5);
    int[] chosen = new int[80];
    for (int i = 0; i < 80; i++) {
      chosen[i] = random.nextBoolean() ? 1 : 0;
    }
    float[][] half = new float[Arrays.stream(chosen).sum()][];
    int to = 0;
    for (int i = 0; i < 80; i++) {
      if (chosen[i] == 1) {
        half[to++] = generated[i];
      }
    }

    // When
    PrecisionRecall whole = PrecisionRecall.of(generated, real, 5);
    PrecisionRecall alone = PrecisionRecall.of(half, real, 5);

    // Then
    assertThat(whole.precision().of(chosen)).isCloseTo(alone.precision().value(), within(1e-15));
    assertThat(whole.recall().of(chosen)).isEqualTo(alone.recall().value());
    assertThat(whole.density().of(chosen)).isCloseTo(alone.density().value(), within(1e-15));
    assertThat(whole.coverage().of(chosen)).isEqualTo(alone.coverage().value());
  }

  @Test
  void shouldTellMissingModesFromStrayImages() {
    // Given: two clusters of real images
    float[][] real = clusters(0, 10);

    // When
    PrecisionRecall oneMode = PrecisionRecall.of(clusters(0, 0), real, 5);
    PrecisionRecall strays = PrecisionRecall.of(clusters(0, 50), real, 5);

    // Then
    assertThat(oneMode.precision().value()).isGreaterThan(0.9);
    assertThat(oneMode.coverage().value()).isBetween(0.3, 0.5);
    assertThat(oneMode.recall().value()).isBetween(0.3, 0.5);
    assertThat(strays.precision().value()).isBetween(0.4, 0.5);
  }

  @Test
  void shouldGiveEachAnInterval() {
    // Given
    PrecisionRecall measured =
        PrecisionRecall.of(
            Formula.rows("generated", 60, 6, 0.8, 0.1), Formula.rows("real", 90, 6, 1, 0), 5);
    Bootstrap bootstrap = new Bootstrap(100, 0.95, 1);

    // Then
    for (Statistic statistic :
        new Statistic[] {
          measured.precision(), measured.recall(), measured.density(), measured.coverage()
        }) {
      Estimate estimate = bootstrap.estimate(statistic);
      assertThat(estimate.interval().contains(estimate.value())).isTrue();
      assertThat(estimate.n()).isEqualTo(60);
    }
  }

  @Test
  void shouldRefuseSetsWithoutNeighbours() {
    assertThatThrownBy(() -> PrecisionRecall.of(new float[5][2], new float[9][2], 5))
        .hasMessage("images: expected more than k = 5 of either kind, got 5 and 9");
  }

  private static float[][] clusters(float... centres) {
    float[][] rows = new float[80][];
    for (int i = 0; i < 80; i++) {
      float centre = centres[i % centres.length];
      rows[i] = Formula.rows("cluster " + centres.length + centre + i, 1, 3, 1, centre)[0];
    }
    return rows;
  }
}
