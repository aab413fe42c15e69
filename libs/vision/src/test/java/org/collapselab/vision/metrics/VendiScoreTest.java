package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.collapselab.vision.Formula;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Statistic;
import org.junit.jupiter.api.Test;

class VendiScoreTest {

  @Test
  void shouldCountImagesThatHaveNothingInCommon() {
    float[][] apart = {{1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 0}};
    float[][] pairs = {{1, 0, 0, 0}, {2, 0, 0, 0}, {0, 1, 0, 0}, {0, 5, 0, 0}};
    float[][] same = {{1, 2}, {2, 4}, {3, 6}};

    assertThat(VendiScore.of(apart)).isCloseTo(3, within(1e-6));
    assertThat(VendiScore.of(pairs)).isCloseTo(2, within(1e-6));
    assertThat(VendiScore.of(same)).isCloseTo(1, within(1e-6));
    assertThatThrownBy(() -> VendiScore.of(new float[2][3]))
        .hasMessageContaining("expected a finite vector other than zero");
  }

  @Test
  void shouldScoreManyImagesByGroupsAsItWouldOneByOne() {
    // Given
    float[][] many = Formula.rows("many", 2100, 6, 1, 0.3);

    // When
    Statistic statistic = VendiScore.statistic(many);
    Estimate estimate = new Bootstrap(40, 0.9, 1).estimate(statistic);

    // Then: all but 52 images, one by one, score about the same
    assertThat(statistic.size()).isEqualTo(8);
    assertThat(estimate.n()).isEqualTo(2100);
    assertThat(estimate.interval().contains(estimate.value())).isTrue();
    float[][] half = Arrays.copyOf(many, 2048);
    assertThat(estimate.value()).isCloseTo(VendiScore.of(half), within(0.05));
  }
}
