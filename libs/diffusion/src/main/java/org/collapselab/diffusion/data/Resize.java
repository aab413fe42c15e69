package org.collapselab.diffusion.data;

/**
 * Resizing with the cubic kernel of Keys (1981, a = -0.5), widened by the factor when shrinking so
 * that every source pixel counts; the rule Pillow's bicubic follows.
 */
public final class Resize {

  private static final double SUPPORT = 2;

  private Resize() {}

  /** The centre square of the image, resized to {@code size} pixels a side. */
  public static RgbImage toSquare(RgbImage image, int size) {
    if (size < 1 || size > ImageDecoder.MAX_SIDE) {
      throw new IllegalArgumentException("a size of 1 to 8192 pixels was expected, not " + size);
    }
    int side = Math.min(image.width(), image.height());
    if (image.width() == size && image.height() == size) {
      return image;
    }
    int left = (image.width() - side) / 2;
    int top = (image.height() - side) / 2;
    float[] square = new float[3 * side * side];
    for (int y = 0; y < side; y++) {
      for (int i = 0; i < 3 * side; i++) {
        square[y * 3 * side + i] = image.rgb()[3 * ((top + y) * image.width() + left) + i] & 0xff;
      }
    }
    float[][] weights = weights(side, size);
    float[] columns = new float[3 * side * size];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          columns[3 * (y * size + x) + c] = dot(weights[x], square, 3 * y * side + c, 3);
        }
      }
    }
    byte[] rgb = new byte[3 * size * size];
    for (int y = 0; y < size; y++) {
      for (int i = 0; i < 3 * size; i++) {
        float value = dot(weights[y], columns, i, 3 * size);
        rgb[y * 3 * size + i] = (byte) Math.round(Math.min(255f, Math.max(0f, value)));
      }
    }
    return new RgbImage(size, size, rgb);
  }

  private static float dot(float[] weights, float[] values, int from, int stride) {
    float sum = 0;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] != 0) {
        sum += weights[k] * values[from + k * stride];
      }
    }
    return sum;
  }

  private static float[][] weights(int from, int to) {
    double scale = Math.max(1, (double) from / to);
    float[][] weights = new float[to][from];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * from / to;
      int first = (int) Math.max(0, Math.floor(center - SUPPORT * scale));
      int last = (int) Math.min(from - 1, Math.ceil(center + SUPPORT * scale));
      double sum = 0;
      for (int k = first; k <= last; k++) {
        sum += kernel((k + 0.5 - center) / scale);
      }
      for (int k = first; k <= last; k++) {
        weights[i][k] = (float) (kernel((k + 0.5 - center) / scale) / sum);
      }
    }
    return weights;
  }

  private static double kernel(double x) {
    double t = Math.abs(x);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }
}
