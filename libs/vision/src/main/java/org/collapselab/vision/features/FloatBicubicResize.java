package org.collapselab.vision.features;

import java.util.Arrays;
import org.collapselab.diffusion.data.RgbImage;

/**
 * Pillow's bicubic resize of a channel of 32-bit floats (mode F): rows and then columns, each sum
 * in double precision and kept as a float.
 */
final class FloatBicubicResize {

  private FloatBicubicResize() {}

  /** Planes [3,size,size], cut to 0..255. */
  static float[] planes(RgbImage image, int size) {
    int width = image.width();
    int height = image.height();
    float[] planes = new float[3 * size * size];
    for (int c = 0; c < 3; c++) {
      float[] channel = new float[width * height];
      for (int i = 0; i < channel.length; i++) {
        channel[i] = image.rgb()[3 * i + c] & 0xff;
      }
      if (width != size) {
        channel = rows(channel, height, width, new BicubicKernel(width, size));
      }
      if (height != size) {
        channel = columns(channel, size, new BicubicKernel(height, size));
      }
      for (int i = 0; i < channel.length; i++) {
        planes[c * size * size + i] = Math.max(0, Math.min(255, channel[i]));
      }
    }
    return planes;
  }

  private static float[] rows(float[] channel, int height, int width, BicubicKernel kernel) {
    int targets = kernel.targets();
    float[] out = new float[height * targets];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < targets; x++) {
        double[] weights = kernel.weights(x);
        int at = y * width + kernel.first(x);
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += channel[at + k] * weights[k];
        }
        out[y * targets + x] = (float) sum;
      }
    }
    return out;
  }

  private static float[] columns(float[] channel, int width, BicubicKernel kernel) {
    int targets = kernel.targets();
    float[] out = new float[targets * width];
    double[] sums = new double[width];
    for (int y = 0; y < targets; y++) {
      double[] weights = kernel.weights(y);
      Arrays.fill(sums, 0);
      for (int k = 0; k < weights.length; k++) {
        int row = (kernel.first(y) + k) * width;
        for (int x = 0; x < width; x++) {
          sums[x] += channel[row + x] * weights[k];
        }
      }
      for (int x = 0; x < width; x++) {
        out[y * width + x] = (float) sums[x];
      }
    }
    return out;
  }
}
