package org.collapselab.vision.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.collapselab.vision.Formula;
import org.collapselab.vision.metrics.FrechetDistance;
import org.junit.jupiter.api.Test;

class RealFloorTest {

  private static final RealFloor FLOOR = new RealFloor(60, 0.95, 3);

  @Test
  void shouldHoldOtherRealImagesAndNotShiftedOnes() {
    // Given
    float[][] all = Formula.rows("floor", 260, 16, 1, 0);
    float[][] real = Arrays.copyOf(all, 200);
    float[][] fresh = Arrays.copyOfRange(all, 200, 260);
    float[][] shifted = Formula.rows("shifted", 60, 16, 1, 0.3);

    // When
    Estimate floor = FLOOR.of(real, 60, FrechetDistance::between);

    // Then
    assertThat(floor.interval().contains(floor.value())).isTrue();
    assertThat(FrechetDistance.between(fresh, real)).isLessThan(floor.interval().high());
    assertThat(FrechetDistance.between(shifted, real)).isGreaterThan(floor.interval().high());
    assertThat(floor.n()).isEqualTo(60);
  }

  @Test
  void shouldRiseAsTheNumberOfImagesFalls() {
    float[][] real = Formula.rows("floor", 200, 16, 1, 0);

    Estimate many = FLOOR.of(real, 100, FrechetDistance::between);
    Estimate few = FLOOR.of(real, 20, FrechetDistance::between);

    assertThat(few.value()).isGreaterThan(2 * many.value());
  }

  @Test
  void shouldNeverMeasureAnImageAgainstItself() {
    // Given: a distance that counts shared rows
    float[][] real = Formula.rows("floor", 30, 4, 1, 0);
    SetDistance shared =
        (a, b) -> Arrays.stream(a).filter(row -> Arrays.asList(b).contains(row)).count();

    // Then
    assertThat(FLOOR.of(real, 10, shared).interval().high()).isZero();
    assertThat(FLOOR.of(real, 10, (a, b) -> a.length + b.length).value()).isEqualTo(30);
  }

  @Test
  void shouldRefuseMoreImagesThanThereAreRealOnes() {
    assertThatThrownBy(() -> FLOOR.of(new float[20][3], 19, FrechetDistance::between))
        .hasMessageContaining("at least 21 for a floor at n = 19, got 20");
  }
}
