package org.collapselab.diffusion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @Test
  void laysTransparentPixelsOnWhite() throws IOException {
    // Given
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80ff0000);

    // When
    RgbImage decoded = ImageDecoder.decode(file(image, "png"), "a.png");

    // Then
    assertThat(decoded.rgb())
        .containsExactly((byte) 255, (byte) 255, (byte) 255, (byte) 255, (byte) 127, (byte) 127);
  }

  @Test
  void takesGraySamplesAsTheyStand() throws IOException {
    // Given
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);

    // When
    RgbImage decoded = ImageDecoder.decode(file(image, "png"), "a.png");

    // Then
    assertThat(decoded.rgb()).containsExactly((byte) 100, (byte) 100, (byte) 100);
  }

  @Test
  void readsJpeg() throws IOException {
    // Given
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(0, 0, 16, 8);
    image.setRGB(0, 0, Color.WHITE.getRGB());

    // When
    RgbImage decoded = ImageDecoder.decode(file(image, "jpeg"), "a.jpg");

    // Then
    assertThat(decoded.width()).isEqualTo(16);
    assertThat(decoded.height()).isEqualTo(8);
    assertThat(decoded.rgb()).containsOnly((byte) 255);
  }

  @Test
  void refusesAHugeSizeBeforeDecoding() {
    // Given a file of a few hundred bytes that claims 60000 x 60000 pixels
    byte[] png = Png.encode(Pictures.random(4, 4, 1));
    ByteBuffer.wrap(png).putInt(16, 60000).putInt(20, 60000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());

    // Then
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(png, "bomb.png"))
        .withMessageContaining("bomb.png")
        .withMessageContaining("60000 x 60000");
  }

  @Test
  void refusesEveryTruncation() {
    // Given
    byte[] png = Png.encode(Pictures.random(6, 6, 2));

    // Then
    for (int length = 0; length < png.length; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> ImageDecoder.decode(cut, "cut.png"))
          .withMessageContaining("cut.png");
    }
  }

  @Test
  void refusesOtherFormats() {
    // Given
    byte[] gif = "GIF89a".getBytes(StandardCharsets.US_ASCII);

    // Then
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(gif, "a.gif"))
        .withMessage("a.gif: neither a PNG nor a JPEG file");
  }
}
