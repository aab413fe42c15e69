package org.collapselab.diffusion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RgbImageTest {

  @Test
  void comesBackFromPlanesUnchanged() {
    // Given
    RgbImage image = Pictures.random(7, 5, 1);

    // When
    RgbImage back = RgbImage.ofPlanes(7, 5, image.toPlanes());

    // Then
    assertThat(back).isEqualTo(image);
  }

  @Test
  void clipsPlanesToWhatPixelsCanHold() {
    // When
    RgbImage image = RgbImage.ofPlanes(1, 1, new float[] {-3, 0, 1.5f});

    // Then
    assertThat(image.rgb()).containsExactly((byte) 0, (byte) 128, (byte) 255);
  }

  @Test
  void mirroredTwiceIsItself() {
    // Given
    RgbImage image = Pictures.random(6, 3, 2);

    // Then
    assertThat(image.mirrored()).isNotEqualTo(image);
    assertThat(image.mirrored().mirrored()).isEqualTo(image);
  }

  @Test
  void refusesPixelsThatDoNotFitTheSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RgbImage(2, 2, new byte[11]))
        .withMessageContaining("12 bytes, not 11");
  }
}
