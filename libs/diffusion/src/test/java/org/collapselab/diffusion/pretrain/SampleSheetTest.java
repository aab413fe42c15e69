package org.collapselab.diffusion.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;

class SampleSheetTest {

  private static final Path DEPLOY = Path.of(System.getProperty("lab.root"), "deploy");

  @Test
  void theCommittedModelDrawsWhatTheCaptionsSay() throws IOException {
    // Given four captions
    SampleSheet sheet = new SampleSheet(4, 1, 0);

    // When
    byte[] png =
        sheet.draw(DEPLOY.resolve("models/emoji-small"), DEPLOY.resolve("datasets/emoji-people"));

    // Then the pictures below are nearer to the real ones above than to their neighbours
    RgbImage image = ImageDecoder.decode(png, "sheet.png");
    assertThat(image.width()).isEqualTo(4 * 64);
    assertThat(image.height()).isEqualTo(2 * 64);
    for (int made = 0; made < 4; made++) {
      for (int real = 0; real < 4; real++) {
        if (real != made) {
          assertThat(distance(image, made, made)).isLessThan(distance(image, real, made));
        }
      }
    }
  }

  /** The mean absolute difference of a real picture above and a made one below. */
  private static double distance(RgbImage sheet, int real, int made) {
    long sum = 0;
    for (int y = 0; y < 64; y++) {
      for (int i = 0; i < 3 * 64; i++) {
        int above = sheet.rgb()[3 * (y * sheet.width() + 64 * real) + i] & 0xff;
        int below = sheet.rgb()[3 * ((y + 64) * sheet.width() + 64 * made) + i] & 0xff;
        sum += Math.abs(above - below);
      }
    }
    return sum / (3.0 * 64 * 64);
  }
}
