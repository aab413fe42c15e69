package org.collapselab.vision.features;

import org.collapselab.diffusion.data.RgbImage;

/**
 * Pillow's bicubic resize of an image of bytes, bit for bit: weights as fixed-point numbers of 22
 * bits, rounded to bytes after rows and again after columns. Published CLIP features rest on it,
 * and features move with the resize (Parmar, Zhang and Zhu, arXiv 2104.11222).
 */
final class BicubicResize {

  private static final int BITS = 22;

  /** Of the images that reach a network; bounds what is allocated. */
  private static final int MAX_SIDE = 8192;

  private final BicubicKernel kernel;
  private final int[][] weights;

  private BicubicResize(int from, int to) {
    kernel = new BicubicKernel(from, to);
    weights = new int[to][];
    for (int i = 0; i < to; i++) {
      weights[i] = fixedPoint(kernel.weights(i));
    }
  }

  /** The image at this size. */
  static RgbImage resize(RgbImage image, int width, int height) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "resize: expected 1 to %d pixels a side, got %d x %d".formatted(MAX_SIDE, width, height));
    }
    byte[] rgb = image.rgb();
    if (image.width() != width) {
      rgb = new BicubicResize(image.width(), width).rows(rgb, image.width(), image.height());
    }
    if (image.height() != height) {
      rgb = new BicubicResize(image.height(), height).columns(rgb, width);
    }
    return new RgbImage(width, height, rgb);
  }

  private byte[] rows(byte[] rgb, int width, int height) {
    byte[] out = new byte[3 * height * weights.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < weights.length; x++) {
        for (int c = 0; c < 3; c++) {
          out[3 * (y * weights.length + x) + c] = sample(rgb, 3 * y * width + c, 3, x);
        }
      }
    }
    return out;
  }

  private byte[] columns(byte[] rgb, int width) {
    int stride = 3 * width;
    byte[] out = new byte[weights.length * stride];
    for (int y = 0; y < weights.length; y++) {
      for (int i = 0; i < stride; i++) {
        out[y * stride + i] = sample(rgb, i, stride, y);
      }
    }
    return out;
  }

  private byte sample(byte[] rgb, int offset, int stride, int at) {
    int sum = 1 << (BITS - 1);
    int[] own = weights[at];
    int first = kernel.first(at);
    for (int k = 0; k < own.length; k++) {
      sum += (rgb[offset + (first + k) * stride] & 0xff) * own[k];
    }
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }

  private static int[] fixedPoint(double[] exact) {
    int[] fixed = new int[exact.length];
    for (int k = 0; k < exact.length; k++) {
      double scaled = exact[k] * (1 << BITS);
      fixed[k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }
}
