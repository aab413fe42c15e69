package org.collapselab.vision.faces;

/** What a layer gives: rows, columns, channels. */
final class Activation {

  private static final float LEAK = 0.1f;

  private final int height;
  private final int width;
  private final int channels;
  private final float[] values;

  Activation(int height, int width, int channels, float[] values) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.values = values;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  float get(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /**
   * Convolution without padding.
   *
   * @param filter [k, k, in, out]
   * @param bias [out]
   */
  Activation convolve(float[] filter, int k, float[] bias) {
    int out = bias.length;
    int h = height - k + 1;
    int w = width - k + 1;
    float[] result = new float[h * w * out];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int to = (y * w + x) * out;
        System.arraycopy(bias, 0, result, to, out);
        for (int row = 0; row < k; row++) {
          int from = ((y + row) * width + x) * channels;
          for (int i = 0; i < k * channels; i++) {
            float value = values[from + i];
            int weights = (row * k * channels + i) * out;
            for (int o = 0; o < out; o++) {
              result[to + o] += value * filter[weights + o];
            }
          }
        }
      }
    }
    return new Activation(h, w, out, result);
  }

  /**
   * Convolution of each channel by itself, 3 x 3, zeros around.
   *
   * @param filter [3, 3, channels]
   */
  Activation convolveChannels(float[] filter) {
    float[] result = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = (y * width + x) * channels;
        for (int k = 0; k < 9; k++) {
          int row = y + k / 3 - 1;
          int column = x + k % 3 - 1;
          if (row >= 0 && row < height && column >= 0 && column < width) {
            int from = (row * width + column) * channels;
            for (int c = 0; c < channels; c++) {
              result[to + c] += values[from + c] * filter[k * channels + c];
            }
          }
        }
      }
    }
    return new Activation(height, width, channels, result);
  }

  /** The greatest of 2 x 2 values, of as many as there are at the right and lower border. */
  Activation maxPool(int stride) {
    int h = (height + stride - 1) / stride;
    int w = (width + stride - 1) / stride;
    float[] result = new float[h * w * channels];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        for (int c = 0; c < channels; c++) {
          float greatest = Float.NEGATIVE_INFINITY;
          for (int row = y * stride; row < Math.min(height, y * stride + 2); row++) {
            for (int column = x * stride; column < Math.min(width, x * stride + 2); column++) {
              greatest = Math.max(greatest, get(row, column, c));
            }
          }
          result[(y * w + x) * channels + c] = greatest;
        }
      }
    }
    return new Activation(h, w, channels, result);
  }

  /** A tenth of what is negative. */
  Activation leaky() {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] < 0 ? LEAK * values[i] : values[i];
    }
    return new Activation(height, width, channels, result);
  }
}
