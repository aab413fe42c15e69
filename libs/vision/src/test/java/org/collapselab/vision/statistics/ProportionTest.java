package org.collapselab.vision.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

  @Test
  void shouldGiveWilsonsInterval() {
    // When
    Estimate estimate = Proportion.of(15, 148, 0.95);

    // Then: Newcombe, Statistics in Medicine 17 (1998), table I, method 3, gives 15/148
    assertThat(estimate.value()).isEqualTo(15.0 / 148);
    assertThat(estimate.n()).isEqualTo(148);
    assertThat(estimate.interval().low()).isCloseTo(0.0624, within(5e-5));
    assertThat(estimate.interval().high()).isCloseTo(0.1605, within(5e-5));
  }

  @Test
  void shouldHaveAWidthAtTheEnds() {
    assertThat(Proportion.of(0, 20, 0.95).interval().low()).isZero();
    assertThat(Proportion.of(0, 20, 0.95).interval().high()).isCloseTo(0.1611, within(5e-5));
    assertThat(Proportion.of(20, 20, 0.95).interval().high()).isEqualTo(1);
    assertThat(Proportion.of(29, 29, 0.95).interval().low()).isCloseTo(0.8830, within(5e-5));
  }

  @Test
  void shouldRefuseCountsThatAreNone() {
    assertThatThrownBy(() -> Proportion.of(0, 0, 0.95)).hasMessageContaining("items");
    assertThatThrownBy(() -> Proportion.of(3, 2, 0.95)).hasMessageContaining("3 of 2");
  }
}
