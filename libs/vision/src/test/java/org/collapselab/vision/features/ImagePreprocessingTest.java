package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePreprocessingTest {

  /** Of OpenAI's networks. */
  private static final ImagePreprocessing CLIP =
      new ImagePreprocessing(
          224,
          List.of(0.48145466, 0.4578275, 0.40821073),
          List.of(0.26862954, 0.26130258, 0.27577711));

  @ParameterizedTest
  @CsvSource({
    "200,150,64fdcf04200f90b3a499958fc850c6a803416f770c34ad3b61b1e8234b1552bc",
    "64,64,932311586e01d5cf77e33a2c484153018b32c82c4115501a1daf9a0bcd8392f4"
  })
  void shouldResizeAndCutToTheBytesOfTheReference(int width, int height, String sha256)
      throws Exception {
    // Given
    RgbImage image = image(width, height);

    // When
    float[] planes = CLIP.planes(image);

    // Then
    byte[] bytes = new byte[planes.length];
    int pixels = 224 * 224;
    for (int i = 0; i < bytes.length; i++) {
      int c = i % 3;
      double unit = planes[c * pixels + i / 3] * CLIP.deviation().get(c) + CLIP.mean().get(c);
      bytes[i] = (byte) Math.round(unit * 255);
    }
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
  }

  @ParameterizedTest
  @CsvSource({
    "200,150,3908.3839980652556,7988.711446094094,16916.673001967836",
    "64,64,1899.5237336456776,9140.332535875728,15353.503744006972"
  })
  void shouldNormaliseAsTheReference(int width, int height, double r, double g, double b) {
    // When
    float[] planes = CLIP.planes(image(width, height));

    // Then: the reference sums 50176 floats of magnitude up to 2, each rounded at 2^-23
    double[] expected = {r, g, b};
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < 224 * 224; i++) {
        sum += planes[c * 224 * 224 + i];
      }
      assertThat(sum).isCloseTo(expected[c], within(224 * 224 * 0x1p-22));
    }
  }

  @Test
  void shouldLeaveAnImageOfTheRightSizeAlone() {
    RgbImage image = Formula.image("same", 64, 64);

    ImagePreprocessing toUnit =
        new ImagePreprocessing(64, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    assertThat(toUnit.planes(image)).containsExactly(image.toPlanes(), within(0x1p-22f));
  }

  @Test
  void shouldReadTheFilesTransformersWrites(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(
        file,
        """
        {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true,
         "do_normalize": true, "do_resize": true, "resample": 3, "size": {"shortest_edge": 224},
         "image_mean": [0.48145466, 0.4578275, 0.40821073],
         "image_std": [0.26862954, 0.26130258, 0.27577711]}
        """);

    assertThat(ImagePreprocessing.read(file)).isEqualTo(CLIP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"resample\": 2 | resample: expected 3, which is bicubic, found 2",
        "\"do_center_crop\": false | do_center_crop: expected true, found false",
        "\"crop_size\": 32 | crop_size: expected 64, as of size, found 32",
        "\"image_std\": [1, 0, 1] | image_std: expected a list of three numbers, found [1,0,1]",
        "\"image_mean\": null | image_mean: expected a list of three numbers",
      })
  void shouldRefuseStepsItDoesNotTake(String field, String problem, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(
        file,
        "{\"size\": 64, \"crop_size\": 64, \"image_mean\": [0, 0, 0], \"image_std\": [1, 1, 1], "
            + field
            + "}");

    assertThatThrownBy(() -> ImagePreprocessing.read(file)).hasMessageContaining(problem);
  }

  private static RgbImage image(int width, int height) {
    return Formula.image("clip_preprocess/image_" + height + "x" + width, width, height);
  }
}
