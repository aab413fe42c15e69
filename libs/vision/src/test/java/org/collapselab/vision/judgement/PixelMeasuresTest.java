package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class PixelMeasuresTest {

  @Test
  void shouldMeasureSharpnessAsOpenCv() {
    // Given
    RgbImage image = Formula.image("colour/src", 64, 48);

    // When
    PixelMeasures measures = PixelMeasures.of(image);

    // Then: cv2.Laplacian on unrounded grey values; on grey values rounded to bytes it gives
    // 49047.08668645223
    assertThat(measures.sharpness()).isCloseTo(49052.76858213156, within(1e-6));
  }

  @Test
  void shouldFindNothingInAnImageOfOneColour() {
    byte[] rgb = new byte[3 * 5 * 7];
    Arrays.fill(rgb, (byte) 200);

    PixelMeasures measures = PixelMeasures.of(new RgbImage(5, 7, rgb));

    assertThat(measures.deviation()).isCloseTo(0, within(1e-9));
    assertThat(measures.entropy()).isZero();
    assertThat(measures.sharpness()).isCloseTo(0, within(1e-9));
  }

  @Test
  void shouldMeasureHalfBlackHalfWhite() {
    byte[] rgb = new byte[3 * 8];
    Arrays.fill(rgb, 12, 24, (byte) 255);

    PixelMeasures measures = PixelMeasures.of(new RgbImage(4, 2, rgb));

    assertThat(measures.deviation()).isCloseTo(127.5, within(1e-9));
    assertThat(measures.entropy()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldSeeTheColourOfAnImageOfOneColour() {
    PixelMeasures measures = PixelMeasures.of(new RgbImage(1, 1, new byte[] {100, 60, 20}));

    assertThat(measures.colour()).hasSize(35).startsWith(100.0).contains(40.0).endsWith(60.0);
  }

  @Test
  void shouldTakeAnImageOfOnePixel() {
    assertThat(PixelMeasures.of(new RgbImage(1, 1, new byte[3])).sharpness()).isZero();
  }
}
