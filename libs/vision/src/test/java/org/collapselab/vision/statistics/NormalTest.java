package org.collapselab.vision.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void shouldEqualTabulatedValues() {
    assertThat(Normal.probability(0)).isEqualTo(0.5);
    assertThat(Normal.probability(1)).isCloseTo(0.8413447460685429, within(1e-15));
    assertThat(Normal.probability(-3)).isCloseTo(0.0013498980316300933, within(1e-15));
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
  }

  @Test
  void shouldStayFiniteInTheTails() {
    assertThat(Normal.quantile(0)).isCloseTo(-8, within(1e-9));
    assertThat(Normal.quantile(1)).isBetween(7.9, 8.0);
    assertThat(Normal.probability(-40)).isZero();
    assertThat(Normal.probability(40)).isEqualTo(1);
  }
}
