package org.collapselab.diffusion.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StageParametersTest {

  private static final StageParameters FIT = new StageParameters(110, 4, 2e-3, 10, 0);

  @Test
  void warmsUpInEqualSteps() {
    assertThat(FIT.learningRateAt(0)).isCloseTo(2e-4, within(1e-12));
    assertThat(FIT.learningRateAt(4)).isCloseTo(1e-3, within(1e-12));
    assertThat(FIT.learningRateAt(9)).isCloseTo(2e-3, within(1e-12));
  }

  @Test
  void fallsAlongHalfACosine() {
    assertThat(FIT.learningRateAt(10)).isCloseTo(2e-3, within(1e-12));
    assertThat(FIT.learningRateAt(60)).isCloseTo(1e-3, within(1e-12));
    assertThat(FIT.learningRateAt(109)).isPositive().isLessThan(1e-6);
  }

  @Test
  void shortensTheWarmUpWithTheSteps() {
    assertThat(FIT.withSteps(5)).isEqualTo(new StageParameters(5, 4, 2e-3, 5, 0));
  }

  @Test
  void refusesAWarmUpThatNeverEnds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StageParameters(5, 4, 1e-3, 6, 0))
        .withMessageContaining("warm-up");
  }
}
