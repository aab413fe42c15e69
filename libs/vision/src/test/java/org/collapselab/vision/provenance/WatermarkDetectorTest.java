package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatermarkDetectorTest {

  private static final WatermarkScheme SCHEME = WatermarkSchemes.LUMINANCE_SIGNS;
  private static final List<RgbImage> IMAGES = RealImages.read();

  @Test
  void shouldTakeUnmarkedImagesForMarkedAsOftenAsStated() {
    // Given
    int payloads = 400;
    int n = 0;
    int found = 0;

    // When
    for (int p = 0; p < payloads; p++) {
      WatermarkDetector detector =
          new WatermarkDetector(SCHEME, Payload.named("unknown " + p), 0.05);
      for (RgbImage image : IMAGES.subList(0, 50)) {
        found += detector.detect(image).detected() ? 1 : 0;
        n++;
      }
    }

    // Then: images look alike and err together, so the 400 payloads are the sample: a standard
    // error of 1.1 %
    assertThat(found / (double) n).isCloseTo(0.05, within(0.03));
  }

  @Test
  void shouldRejectAMarkOfAnotherPayload() {
    // Given
    RgbImage marked = SCHEME.embed(IMAGES.get(0), Payload.named("one"));

    // When
    Detection found = new WatermarkDetector(SCHEME, Payload.named("two"), 1e-6).detect(marked);

    // Then
    assertThat(found.detected()).isFalse();
    assertThat(found.pValue()).isGreaterThan(1e-6);
  }

  static Stream<Attack> attacks() {
    return Attack.standard().stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void shouldFindNineInTenAfterAnAttack(Attack attack) {
    // Given
    Payload payload = Payload.named("attacked");
    WatermarkDetector detector = new WatermarkDetector(SCHEME, payload, 1e-6);
    int found = 0;
    int n = 100;

    // When
    for (int i = 0; i < n; i++) {
      RgbImage image = attack.apply(SCHEME.embed(IMAGES.get(i), payload), i);
      found += detector.detect(image, 64, 64).detected() ? 1 : 0;
    }

    // Then
    assertThat(found).isGreaterThanOrEqualTo(90);
  }

  @Test
  void shouldShareItsRateAmongThePlacementsItTries() {
    // Given
    Payload payload = Payload.named("cropped");
    WatermarkDetector detector = new WatermarkDetector(SCHEME, payload, 1e-6);
    RgbImage part = new Attack.Crop(0.9).apply(SCHEME.embed(IMAGES.get(0), payload), 7);

    // When
    Detection found = detector.detect(part, 64, 64);

    // Then: 58 pixels fit 64 at 7 places a side, and the whole may have been resized
    assertThat(found.placements()).isEqualTo(50);
    assertThat(found.bits()).isBetween(36 * 7, 49 * 7);
    assertThat(found.detected()).isTrue();
    assertThat(Binomial.atLeast(found.threshold(), found.bits())).isLessThanOrEqualTo(1e-6 / 50);
    assertThat(found.pValue()).isLessThanOrEqualTo(1e-6);
  }

  @Test
  void shouldFindNothingInUnmarkedPartsMoreOftenThanStated() {
    // Given
    int found = 0;
    int n = 0;

    // When
    for (int i = 0; i < 60; i++) {
      RgbImage part = new Attack.Crop(0.9).apply(IMAGES.get(i), i);
      for (int p = 0; p < 10; p++) {
        WatermarkDetector detector = new WatermarkDetector(SCHEME, Payload.named("part " + p), 0.1);
        found += detector.detect(part, 64, 64).detected() ? 1 : 0;
        n++;
      }
    }

    // Then: a standard error is 1.2 % if images err apart, more if they err together
    assertThat(found / (double) n).isLessThan(0.13);
  }

  @Test
  void shouldRefuseARateThatThePayloadCannotShow() {
    assertThatThrownBy(() -> new WatermarkDetector(SCHEME, Payload.of(new byte[] {1}), 0.001))
        .hasMessage("falsePositiveRate: expected at least 2^-8 for a payload of 8 bits, got 0.001");
    assertThatThrownBy(() -> new WatermarkDetector(SCHEME, Payload.named("a"), 0))
        .hasMessage("falsePositiveRate: expected more than 0 and less than 1, got 0.0");
  }
}
