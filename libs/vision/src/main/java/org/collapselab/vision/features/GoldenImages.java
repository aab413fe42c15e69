package org.collapselab.vision.features;

import com.fasterxml.jackson.databind.JsonNode;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.golden.TensorGolden;

/** The images of goldens: bytes that follow the formula of a name. */
final class GoldenImages {

  /** Larger than any golden's. */
  private static final int MOST_SIDE = 4096;

  private GoldenImages() {}

  /**
   * The image of this size.
   *
   * @param size height and width
   */
  static RgbImage of(TensorGolden golden, JsonNode size) {
    int height = side(size, 0);
    int width = side(size, 1);
    Formula values = golden.sequence("image_" + height + "x" + width);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (int) (256 * values.unit(i));
    }
    return new RgbImage(width, height, rgb);
  }

  /** How tensors of this image are named. */
  static String key(JsonNode size) {
    return "h" + side(size, 0) + "_w" + side(size, 1);
  }

  private static int side(JsonNode size, int index) {
    int side = size.path(index).asInt(-1);
    if (side < 1 || side > MOST_SIDE) {
      throw new IllegalArgumentException(
          "metadata: sizes_h_w: expected sides of 1 to " + MOST_SIDE + ", found " + size);
    }
    return side;
  }
}
