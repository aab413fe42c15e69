package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class ResizeMethodTest {

  private static final int SIZE = 299;

  @Test
  void shouldScaleAsEachOfTheTwoLibraries() {
    // Given: an image that needs no resizing
    RgbImage image = Formula.image("scaled", SIZE, SIZE);
    int red = image.rgb()[0] & 0xff;

    // Then
    assertThat(SquarePixels.inception(SIZE, ResizeMethod.PIL_BICUBIC).planes(image)[0])
        .isEqualTo((red - 128) / 128f);
    assertThat(SquarePixels.inception(SIZE, ResizeMethod.LEGACY_BILINEAR).planes(image)[0])
        .isCloseTo(2 * (red / 255f) - 1, within(1e-7f));
    assertThat(SquarePixels.imageNet(SIZE, ResizeMethod.PIL_BICUBIC).planes(image)[0])
        .isCloseTo((red / 255f - 0.485f) / 0.229f, within(1e-6f));
  }

  @Test
  void shouldNameTheMethodsItKnows() {
    assertThat(ResizeMethod.of("legacy-bilinear")).isEqualTo(ResizeMethod.LEGACY_BILINEAR);
    assertThatThrownBy(() -> ResizeMethod.of("nearest"))
        .hasMessage("resize: expected pil-bicubic or legacy-bilinear, got \"nearest\"");
  }
}
