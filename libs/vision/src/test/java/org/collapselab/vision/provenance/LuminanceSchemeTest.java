package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class LuminanceSchemeTest {

  private static final WatermarkScheme SCHEME = WatermarkSchemes.LUMINANCE_SIGNS;
  private static final Payload PAYLOAD = Payload.named("a payload");
  private static final List<RgbImage> IMAGES = RealImages.read();

  @Test
  void shouldFindItsMarkInEverySmallImage() {
    // Given
    WatermarkDetector detector = new WatermarkDetector(SCHEME, PAYLOAD, 1e-6);

    for (RgbImage image : IMAGES) {
      // When
      Detection found = detector.detect(SCHEME.embed(image, PAYLOAD));

      // Then
      assertThat(found.bits()).isEqualTo(64 * 7);
      assertThat(found.detected()).isTrue();
    }
  }

  @Test
  void shouldChangeImagesLittle() {
    // When
    double decibels = Robustness.fidelity(new WatermarkDetector(SCHEME, PAYLOAD, 1e-6), IMAGES);

    // Then: a root mean square change of four levels is 36 dB
    assertThat(decibels).isGreaterThan(35);
  }

  @Test
  void shouldMarkBlackAndWhite() {
    for (byte level : new byte[] {0, (byte) 255}) {
      // Given
      byte[] rgb = new byte[3 * 64 * 64];
      Arrays.fill(rgb, level);

      // When
      RgbImage marked = SCHEME.embed(new RgbImage(64, 64, rgb), PAYLOAD);

      // Then
      assertThat(new WatermarkDetector(SCHEME, PAYLOAD, 1e-6).detect(marked).bitErrorRate())
          .isZero();
    }
  }

  @Test
  void shouldRefuseAnImageTooSmallForThePayload() {
    assertThatThrownBy(() -> SCHEME.embed(Formula.image("small", 63, 64), PAYLOAD))
        .hasMessage(
            "luminanceSigns: expected at least 64 squares of 8 x 8 pixels for as many bits, got 56"
                + " in 63 x 64");
  }
}
