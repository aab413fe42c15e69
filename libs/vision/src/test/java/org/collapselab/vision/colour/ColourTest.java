package org.collapselab.vision.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class ColourTest {

  @Test
  void shouldLeaveAnImageAsItIsWhenItIsItsOwnReference() {
    RgbImage image = Formula.image("own", 20, 30);

    assertThat(HistogramMatch.to(image).apply(image)).isEqualTo(image);
    assertThat(ColourTransfer.to(image).apply(image)).isEqualTo(image);
  }

  @Test
  void shouldBringAnImageToTheColoursOfTheReference() {
    // Given
    RgbImage reference = plain(10, 200, 120);
    RgbImage image = Formula.image("other", 16, 16);

    // Then: one colour only, up to the rounding of the space and back
    assertThat(HistogramMatch.to(reference).apply(image).rgb()).containsOnly(10, (byte) 200, 120);
    byte[] transferred = ColourTransfer.to(reference).apply(image).rgb();
    for (int i = 0; i < transferred.length; i++) {
      assertThat(transferred[i] & 0xff)
          .isBetween((reference.rgb()[i % 3] & 0xff) - 1, (reference.rgb()[i % 3] & 0xff) + 1);
    }
  }

  @Test
  void shouldShiftAnImageOfOneColourThoughItHasNoSpread() {
    RgbImage reference = Formula.image("spread", 16, 16);

    byte[] shifted = ColourTransfer.to(reference).apply(plain(0, 0, 0)).rgb();

    assertThat(shifted[0] & 0xff).isGreaterThan(90);
  }

  @Test
  void shouldPoolSeveralReferences() {
    RgbImage image = Formula.image("pooled", 16, 16);

    RgbImage matched =
        HistogramMatch.to(List.of(plain(0, 0, 0), plain(200, 200, 200))).apply(image);

    assertThat(matched.rgb()).contains((byte) 0).contains((byte) 200);
    assertThatThrownBy(() -> HistogramMatch.to(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> ColourTransfer.to(List.of())).hasMessageContaining("at least one");
  }

  private static RgbImage plain(int red, int green, int blue) {
    byte[] rgb = new byte[3 * 64];
    for (int i = 0; i < 64; i++) {
      rgb[3 * i] = (byte) red;
      rgb[3 * i + 1] = (byte) green;
      rgb[3 * i + 2] = (byte) blue;
    }
    return new RgbImage(8, 8, rgb);
  }
}
