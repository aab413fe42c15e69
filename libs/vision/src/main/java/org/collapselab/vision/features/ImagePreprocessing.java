package org.collapselab.vision.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * How images enter a CLIP network, as transformers' CLIPImageProcessor does it: the shorter side
 * resized to S, the centre S x S cut out, each channel less its mean over its deviation.
 *
 * @param size S, pixels a side
 * @param mean of red, green and blue, on a scale of 0 to 1
 * @param deviation of red, green and blue, on a scale of 0 to 1
 */
record ImagePreprocessing(int size, List<Double> mean, List<Double> deviation) implements Pixels {

  private static final int BICUBIC = 3;
  private static final String MEAN = "image_mean";
  private static final String DEVIATION = "image_std";

  /**
   * Reads preprocessor_config.json.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it asks for anything else than the steps above
   */
  static ImagePreprocessing read(Path file) throws IOException {
    ConfigJson json = ConfigJson.read(file);
    for (String step : List.of("do_resize", "do_center_crop", "do_rescale", "do_normalize")) {
      if (!json.flag(step, true)) {
        throw json.expected(step, "true");
      }
    }
    if (json.integer("resample", BICUBIC) != BICUBIC) {
      throw json.expected("resample", "3, which is bicubic");
    }
    int size = side(json, "size", "shortest_edge");
    if (side(json, "crop_size", "height") != size) {
      throw json.expected("crop_size", size + ", as of size");
    }
    return new ImagePreprocessing(size, channels(json, MEAN), channels(json, DEVIATION));
  }

  /**
   * The planes the network takes, [3,S,S].
   *
   * @throws IllegalArgumentException if one side is so much longer than the other that it cannot be
   *     resized
   */
  @Override
  public float[] planes(RgbImage image) {
    int shorter = Math.min(image.width(), image.height());
    // Pillow is asked for the integer part of the longer side.
    int width = (int) ((long) size * image.width() / shorter);
    int height = (int) ((long) size * image.height() / shorter);
    RgbImage resized = BicubicResize.resize(image, width, height);
    int left = (width - size) / 2;
    int top = (height - size) / 2;
    float[] planes = new float[3 * size * size];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int value = resized.rgb()[3 * ((top + y) * width + left + x) + c] & 0xff;
          planes[(c * size + y) * size + x] =
              (float) ((value / 255.0 - mean.get(c)) / deviation.get(c));
        }
      }
    }
    return planes;
  }

  private static int side(ConfigJson json, String field, String ofObject) {
    return json.json(field).startsWith("{")
        ? json.object(field).positive(ofObject)
        : json.positive(field);
  }

  private static List<Double> channels(ConfigJson json, String field) throws IOException {
    JsonNode list = new ObjectMapper().readTree(json.has(field) ? json.json(field) : "[]");
    boolean valid = list.isArray() && list.size() == 3;
    for (JsonNode value : list) {
      valid &= value.isNumber() && (field.equals(MEAN) || value.doubleValue() > 0);
    }
    if (!valid) {
      throw json.expected(field, "a list of three numbers");
    }
    return List.of(list.get(0).doubleValue(), list.get(1).doubleValue(), list.get(2).doubleValue());
  }
}
