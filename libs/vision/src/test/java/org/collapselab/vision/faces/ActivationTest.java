package org.collapselab.vision.faces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationTest {

  @Test
  void shouldConvolveWithoutPadding() {
    // Given: one row of three pixels of two channels; a filter to one channel
    Activation x = new Activation(1, 3, 2, new float[] {1, 2, 3, 4, 5, 6});

    // When
    Activation y = x.convolve(new float[] {10, 100}, 1, new float[] {0.5f});

    // Then
    assertThat(y.width()).isEqualTo(3);
    assertThat(y.get(0, 0, 0)).isEqualTo(210.5f);
    assertThat(y.get(0, 2, 0)).isEqualTo(650.5f);
  }

  @Test
  void shouldConvolveEachChannelWithZerosAround() {
    // Given: the filter of the second channel looks at the pixel to the left
    Activation x = new Activation(1, 2, 2, new float[] {1, 2, 3, 4});
    float[] filter = new float[18];
    filter[4 * 2] = 1;
    filter[3 * 2 + 1] = 7;

    // When
    Activation y = x.convolveChannels(filter);

    // Then
    assertThat(new float[] {y.get(0, 0, 0), y.get(0, 0, 1), y.get(0, 1, 0), y.get(0, 1, 1)})
        .containsExactly(1, 0, 3, 14);
  }

  @Test
  void shouldPoolWhatIsLeftAtTheBorder() {
    Activation x = new Activation(1, 3, 1, new float[] {1, 5, 3});

    Activation halved = x.maxPool(2);
    Activation kept = x.maxPool(1);

    assertThat(halved.width()).isEqualTo(2);
    assertThat(new float[] {halved.get(0, 0, 0), halved.get(0, 1, 0)}).containsExactly(5, 3);
    assertThat(kept.width()).isEqualTo(3);
    assertThat(new float[] {kept.get(0, 0, 0), kept.get(0, 1, 0), kept.get(0, 2, 0)})
        .containsExactly(5, 5, 3);
  }

  @Test
  void shouldLeaveATenthOfWhatIsNegative() {
    Activation y = new Activation(1, 1, 2, new float[] {-5, 5}).leaky();
    assertThat(new float[] {y.get(0, 0, 0), y.get(0, 0, 1)}).containsExactly(-0.5f, 5);
  }
}
