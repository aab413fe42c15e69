package org.collapselab.vision.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the invisible-watermark package itself. */
class ColourDifferenceSchemeTest {

  private static final WatermarkGolden GOLDEN = WatermarkGolden.read();

  @ParameterizedTest
  @ValueSource(strings = {"dwtDctSvd", "dwtDct"})
  void shouldMarkAnImageLikeThePackageByteForByte(String method) {
    // Given
    RgbImage image = GOLDEN.image("image_bgr");

    // When
    RgbImage marked = WatermarkSchemes.named(method).embed(image, GOLDEN.payload());

    // Then
    assertThat(marked).isEqualTo(GOLDEN.image("encoded_bgr_" + method));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dwtDctSvd", "dwtDct"})
  void shouldReadWhatThePackageReads(String method) {
    // Given: the package does not read back all that its dwtDct wrote
    String decoded = GOLDEN.metadata("decoded_" + method);
    byte[] expected =
        decoded
            .substring(2, decoded.length() - 1)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    // When
    boolean[] bits = scheme(method).decode(GOLDEN.image("encoded_bgr_" + method), 32);

    // Then
    assertThat(text(bits)).isEqualTo(text(Payload.of(expected)));
  }

  @Test
  void shouldReadWhatThePackageReadsInOtherImages() {
    ColourDifferenceScheme scheme = WatermarkSchemes.DWT_DCT_SVD;
    assertThat(text(scheme.decode(GOLDEN.image("image_bgr"), 32)))
        .isEqualTo(GOLDEN.bits("decoded_bits_clean_image"));
    assertThat(text(scheme.decode(GOLDEN.noisy("encoded_bgr_dwtDctSvd"), 32)))
        .isEqualTo(GOLDEN.bits("decoded_bits_noisy"));
  }

  @Test
  void shouldMarkImagesWhoseSidesAreNoMultipleOfASquare() {
    // Given
    RgbImage image = Formula.image("odd", 267, 263);
    Payload payload = Payload.named("odd");

    // When
    RgbImage marked = WatermarkSchemes.DWT_DCT_SVD.embed(image, payload);

    // Then
    assertThat(new WatermarkDetector(WatermarkSchemes.DWT_DCT_SVD, payload, 1e-6).detect(marked))
        .satisfies(found -> assertThat(found.detected()).isTrue());
  }

  @Test
  void shouldRefuseImagesThatThePackageRefuses() {
    assertThatThrownBy(
            () ->
                WatermarkSchemes.DWT_DCT_SVD.embed(
                    Formula.image("small", 64, 64), Payload.named("a")))
        .hasMessage("dwtDctSvd: expected an image of at least 256 x 256 pixels, got 64 x 64");
  }

  private static ColourDifferenceScheme scheme(String method) {
    return (ColourDifferenceScheme) WatermarkSchemes.named(method);
  }

  private static String text(boolean[] bits) {
    StringBuilder text = new StringBuilder();
    for (boolean bit : bits) {
      text.append(bit ? '1' : '0');
    }
    return text.toString();
  }

  private static String text(Payload payload) {
    boolean[] bits = new boolean[payload.bits()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = payload.bit(i);
    }
    return text(bits);
  }
}
