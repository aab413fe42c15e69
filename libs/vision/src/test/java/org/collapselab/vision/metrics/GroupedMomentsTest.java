package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.vision.Formula;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Statistic;
import org.junit.jupiter.api.Test;

class GroupedMomentsTest {

  private final Gaussian reference = Gaussian.of(Formula.rows("reference", 300, 8, 1, 0));

  @Test
  void shouldGiveTheDistanceOfAllVectors() {
    // Given
    float[][] rows = Formula.rows("grouped", 203, 8, 1, 0.2);

    // When
    Statistic distance = grouped(rows).distanceTo(reference);

    // Then
    assertThat(distance.value())
        .isCloseTo(FrechetDistance.between(Gaussian.of(rows), reference), within(1e-12));
    assertThat(distance.images()).isEqualTo(203);
  }

  @Test
  void shouldGiveAnIntervalLikeThatOfSingleImages() {
    // Given
    float[][] rows = Formula.rows("interval", 400, 8, 1, 0.2);
    Bootstrap bootstrap = new Bootstrap(100, 0.9, 1);

    // When
    Estimate byGroups = bootstrap.estimate(grouped(rows).distanceTo(reference));
    Estimate byImages = bootstrap.estimate(FrechetDistance.statistic(rows, reference));

    // Then: 8 groups tell a spread only roughly
    double ratio = width(byGroups) / width(byImages);
    assertThat(ratio).isBetween(0.4, 2.0);
    assertThat(byGroups.n()).isEqualTo(400);
  }

  @Test
  void shouldRefuseTooFewVectors() {
    GroupedMoments few = grouped(Formula.rows("few", 31, 8, 1, 0));

    assertThatThrownBy(() -> few.distanceTo(reference)).hasMessageContaining("at least 32");
  }

  @Test
  void shouldTakeTheBiasOutByExtrapolation() {
    // Given: equal distributions, whose distance is all bias
    Statistic distance =
        FrechetDistance.statistic(Formula.rows("bias", 200, 16, 1, 0), reference(16));

    // When
    double measured = distance.value();
    double extrapolated = Extrapolation.of(distance).value();

    // Then
    assertThat(Math.abs(extrapolated)).isLessThan(0.5 * measured);
  }

  private static Gaussian reference(int dimension) {
    return Gaussian.of(Formula.rows("reference", 20_000, dimension, 1, 0));
  }

  private static GroupedMoments grouped(float[][] rows) {
    GroupedMoments moments = new GroupedMoments(rows[0].length, 5);
    for (float[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  private static double width(Estimate estimate) {
    return estimate.interval().high() - estimate.interval().low();
  }
}
