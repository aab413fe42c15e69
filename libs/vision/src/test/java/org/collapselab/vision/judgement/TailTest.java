package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TailTest {

  private static final Tail TAIL = Tail.of(new double[] {3, 1, 2, 2, 5});

  @Test
  void shouldCountAtTheScoresSeenAndInterpolateBetween() {
    assertThat(TAIL.beyond(5)).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(TAIL.beyond(3)).isCloseTo(2 / 6.0, within(1e-15));
    assertThat(TAIL.beyond(4)).isCloseTo(1.5 / 6, within(1e-15));
    assertThat(TAIL.beyond(2)).isCloseTo(4 / 6.0, within(1e-15));
    assertThat(TAIL.beyond(0)).isEqualTo(1);
  }

  @Test
  void shouldTellWorseFromBadBeyondTheLastScore() {
    assertThat(TAIL.beyond(6)).isLessThan(1 / 6.0).isGreaterThan(TAIL.beyond(7));
    assertThat(TAIL.beyond(1e300)).isPositive();
  }

  @Test
  void shouldLeaveOneOut() {
    assertThat(TAIL.without(2).beyond(2)).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(TAIL.without(5).beyond(3)).isCloseTo(1 / 5.0, within(1e-15));
  }
}
