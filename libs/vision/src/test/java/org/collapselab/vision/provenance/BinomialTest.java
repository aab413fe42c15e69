package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTest {

  @Test
  void shouldCountTheTossesOfFairCoins() {
    assertThat(Binomial.atLeast(0, 4)).isEqualTo(1);
    assertThat(Binomial.atLeast(3, 4)).isCloseTo(5 / 16.0, within(1e-15));
    assertThat(Binomial.atLeast(4, 4)).isCloseTo(1 / 16.0, within(1e-15));
    assertThat(Binomial.atLeast(5, 4)).isZero();
    assertThat(Binomial.atLeast(64, 64)).isCloseTo(0x1p-64, within(0x1p-64 * 1e-12));
  }

  @Test
  void shouldGiveTheFewestHeadsThatAreImprobable() {
    assertThat(Binomial.fewestBelow(1 / 16.0, 4)).isEqualTo(4);
    assertThat(Binomial.fewestBelow(1 / 17.0, 4)).isEqualTo(5);
    assertThat(Binomial.fewestBelow(1, 4)).isZero();
    assertThat(Binomial.atLeast(Binomial.fewestBelow(1e-6, 64), 64)).isLessThan(1e-6);
    assertThat(Binomial.atLeast(Binomial.fewestBelow(1e-6, 64) - 1, 64)).isGreaterThan(1e-6);
  }
}
