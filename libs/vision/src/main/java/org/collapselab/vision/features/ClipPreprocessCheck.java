package org.collapselab.vision.features;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.golden.Comparisons;
import org.collapselab.diffusion.golden.TensorGolden;
import org.collapselab.diffusion.golden.TensorGoldenCheck;

/** How transformers' CLIPImageProcessor resizes, cuts and normalises images. */
public final class ClipPreprocessCheck extends TensorGoldenCheck {

  private static final int SIZE = 224;
  private static final int PIXELS = SIZE * SIZE;
  private static final int ROWS = 4;

  /** Single-precision rounding of values below 4, as the library does it. */
  private static final double ROUNDING = 0x1p-21;

  /** A check of goldens of the kind {@code clip_preprocess}. */
  public ClipPreprocessCheck() {
    super("clip_preprocess");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    ImagePreprocessing preprocessing =
        new ImagePreprocessing(SIZE, numbers(golden, "image_mean"), numbers(golden, "image_std"));
    for (JsonNode size : golden.metadata().json("sizes_h_w")) {
      RgbImage image = GoldenImages.of(golden, size);
      String key = GoldenImages.key(size);
      float[] planes = preprocessing.planes(image);
      comparisons.tensor("crop_u8_" + key, bytes(planes, preprocessing), 0);
      comparisons.tensor("pixel_values_first4rows_" + key, firstRows(planes), ROUNDING);
      comparisons.tensor("pixel_values_sum_" + key, sums(planes), PIXELS * ROUNDING);
    }
  }

  private static double[] bytes(float[] planes, ImagePreprocessing preprocessing) {
    double[] bytes = new double[planes.length];
    for (int i = 0; i < bytes.length; i++) {
      int c = i % 3;
      double unit =
          planes[c * PIXELS + i / 3] * preprocessing.deviation().get(c)
              + preprocessing.mean().get(c);
      bytes[i] = Math.rint(unit * 255);
    }
    return bytes;
  }

  private static double[] firstRows(float[] planes) {
    double[] rows = new double[3 * ROWS * SIZE];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = planes[i / (ROWS * SIZE) * PIXELS + i % (ROWS * SIZE)];
    }
    return rows;
  }

  private static double[] sums(float[] planes) {
    double[] sums = new double[3];
    for (int i = 0; i < planes.length; i++) {
      sums[i / PIXELS] += planes[i];
    }
    return sums;
  }

  private static List<Double> numbers(TensorGolden golden, String key) {
    List<Double> numbers = new ArrayList<>();
    golden.metadata().json(key).forEach(node -> numbers.add(node.doubleValue()));
    return List.copyOf(numbers);
  }
}
