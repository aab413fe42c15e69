package org.collapselab.vision.features;

import org.collapselab.diffusion.data.RgbImage;

/**
 * PyTorch's bilinear interpolation with corners not aligned and no antialiasing, in single
 * precision as there: a target pixel is a mean of four source pixels, however much the image
 * shrinks.
 */
final class BilinearResize {

  /** Source pixels of a target pixel along one axis, and how much the second one counts. */
  private static final class Taps {

    private final int[] first;
    private final int[] second;
    private final float[] share;

    Taps(int from, int to) {
      first = new int[to];
      second = new int[to];
      share = new float[to];
      float scale = (float) from / to;
      for (int i = 0; i < to; i++) {
        // PyTorch's kernels fuse the two operations; rounding twice would move a pixel's share.
        float at = Math.max(0, Math.fma(scale, i + 0.5f, -0.5f));
        first[i] = Math.min((int) at, from - 1);
        second[i] = Math.min(first[i] + 1, from - 1);
        share[i] = Math.min(1, Math.max(0, at - first[i]));
      }
    }
  }

  private BilinearResize() {}

  /** Planes [3,size,size] in 0..255. */
  static float[] planes(RgbImage image, int size) {
    Taps columns = new Taps(image.width(), size);
    Taps rows = new Taps(image.height(), size);
    float[] planes = new float[3 * size * size];
    for (int y = 0; y < size; y++) {
      float lower = rows.share[y];
      for (int x = 0; x < size; x++) {
        float right = columns.share[x];
        for (int c = 0; c < 3; c++) {
          float above =
              (1 - right) * at(image, rows.first[y], columns.first[x], c)
                  + right * at(image, rows.first[y], columns.second[x], c);
          float below =
              (1 - right) * at(image, rows.second[y], columns.first[x], c)
                  + right * at(image, rows.second[y], columns.second[x], c);
          planes[(c * size + y) * size + x] = (1 - lower) * above + lower * below;
        }
      }
    }
    return planes;
  }

  private static float at(RgbImage image, int y, int x, int c) {
    return image.rgb()[3 * (y * image.width() + x) + c] & 0xff;
  }
}
