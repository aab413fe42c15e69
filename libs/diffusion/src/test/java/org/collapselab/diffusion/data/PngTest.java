package org.collapselab.diffusion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

  @Test
  void keepsEveryPixel() {
    // Given
    RgbImage image = Pictures.random(37, 23, 1);

    // When
    RgbImage read = ImageDecoder.decode(Png.encode(image), "a.png");

    // Then
    assertThat(read).isEqualTo(image);
  }

  @Test
  void isReadByOtherDecoders() throws IOException {
    // Given
    RgbImage image = Pictures.random(5, 4, 2);

    // When
    int pixel = ImageIO.read(new ByteArrayInputStream(Png.encode(image))).getRGB(4, 3);

    // Then
    int at = 3 * (3 * 5 + 4);
    assertThat(pixel >> 16 & 0xff).isEqualTo(image.rgb()[at] & 0xff);
    assertThat(pixel >> 8 & 0xff).isEqualTo(image.rgb()[at + 1] & 0xff);
    assertThat(pixel & 0xff).isEqualTo(image.rgb()[at + 2] & 0xff);
  }

  @Test
  void givesTheSameBytesForTheSamePicture() {
    // When
    byte[] first = Png.encode(Pictures.random(16, 16, 3));
    byte[] second = Png.encode(Pictures.random(16, 16, 3));

    // Then
    assertThat(first).isEqualTo(second);
  }

  @Test
  void carriesTextsBesideThePixels() {
    // Given
    RgbImage image = Pictures.random(8, 8, 4);
    TreeMap<String, String> texts =
        new TreeMap<>(Map.of("lab:recipe", "{\"prompt\":\"a café ☕\"}", "Title", ""));

    // When
    byte[] png = Png.encode(image, texts);

    // Then
    assertThat(Png.text(png, "lab:recipe", "a.png")).contains("{\"prompt\":\"a café ☕\"}");
    assertThat(Png.text(png, "Title", "a.png")).contains("");
    assertThat(Png.text(png, "Author", "a.png")).isEmpty();
    assertThat(ImageDecoder.decode(png, "a.png")).isEqualTo(image);
  }

  @Test
  void refusesKeywordsThatPngForbids() {
    // Given
    TreeMap<String, String> texts = new TreeMap<>(Map.of("two\nlines", "x"));

    // Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.encode(Pictures.random(2, 2, 5), texts))
        .withMessageContaining("keyword");
  }

  @Test
  void noticesAChangedByteAndNamesTheFile() {
    // Given
    byte[] png = Png.encode(Pictures.random(8, 8, 6));
    png[60] ^= 1;

    // Then
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(png, "images/bad.png"))
        .withMessageContaining("images/bad.png")
        .withMessageContaining("checksum");
  }
}
