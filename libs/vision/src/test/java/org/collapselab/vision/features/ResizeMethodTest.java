package org.collapselab.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeMethodTest {

  private static final int SIZE = 299;

  private final Golden golden = Golden.read("inception_fid_gain2");

  @ParameterizedTest
  @ValueSource(ints = {64, 512})
  void shouldResizeAsCleanFid(int side) {
    // When
    float[] planes = ResizeMethod.PIL_BICUBIC.planes(image(side), SIZE);

    // Then: the very floats, rows given as [row, x, channel]
    double[] rows = expected("pil_bicubic_rows_" + key(side));
    JsonNode at = golden.json("rows");
    for (int r = 0; r < at.size(); r++) {
      for (int x = 0; x < SIZE; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(planes[(c * SIZE + at.get(r).intValue()) * SIZE + x])
              .isEqualTo((float) rows[(r * SIZE + x) * 3 + c]);
        }
      }
    }
    double[] sums = expected("pil_bicubic_sum_" + key(side));
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < SIZE * SIZE; i++) {
        sum += planes[c * SIZE * SIZE + i];
      }
      assertThat(sum).isCloseTo(sums[c], within(1e-6 * sums[c]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 512})
  void shouldInterpolateAsPytorchFid(int side) {
    // When
    float[] planes = ResizeMethod.LEGACY_BILINEAR.planes(image(side), SIZE);

    // Then: rows given as [channel, row, x] on a scale of 0 to 1, in single precision
    double[] rows = expected("bilinear_rows_" + key(side));
    JsonNode at = golden.json("rows");
    for (int c = 0; c < 3; c++) {
      for (int r = 0; r < at.size(); r++) {
        for (int x = 0; x < SIZE; x++) {
          double value = planes[(c * SIZE + at.get(r).intValue()) * SIZE + x] / 255.0;
          assertThat(value).isCloseTo(rows[(c * at.size() + r) * SIZE + x], within(1e-6));
        }
      }
    }
  }

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

  private double[] expected(String tensor) {
    try (NDManager manager = Torch.newManager("cpu")) {
      return golden.expected(manager, tensor);
    }
  }

  private static RgbImage image(int side) {
    return Formula.image("inception_fid_gain2/image_" + side + "x" + side, side, side);
  }

  private static String key(int side) {
    return "h" + side + "_w" + side;
  }
}
