package org.collapselab.vision.provenance;

import org.collapselab.diffusion.data.RgbImage;

/**
 * Luminance and colour differences in whole numbers, with the fixed-point coefficients (14 bits)
 * that OpenCV has for 8-bit images, so that marks are put where the package puts them. The round
 * trip alone already moves a pixel by a level or two.
 */
final class EightBitYuv {

  private static final int SHIFT = 14;
  private static final int HALF = 1 << (SHIFT - 1);
  private static final int GREY = 128;

  private EightBitYuv() {}

  /** The channels Y, U and V of an image, each from 0 to 255. */
  static Plane[] of(RgbImage image) {
    Plane y = new Plane(image.width(), image.height());
    Plane u = new Plane(image.width(), image.height());
    Plane v = new Plane(image.width(), image.height());
    byte[] rgb = image.rgb();
    for (int row = 0, at = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++, at += 3) {
        int r = rgb[at] & 0xff;
        int g = rgb[at + 1] & 0xff;
        int b = rgb[at + 2] & 0xff;
        int luminance = rounded(4899 * r + 9617 * g + 1868 * b);
        y.set(column, row, luminance);
        u.set(column, row, level(GREY + rounded(8061 * (b - luminance))));
        v.set(column, row, level(GREY + rounded(14369 * (r - luminance))));
      }
    }
    return new Plane[] {y, u, v};
  }

  /** The image of these channels, whose numbers are whole. */
  static RgbImage image(Plane[] yuv) {
    int width = yuv[0].width();
    int height = yuv[0].height();
    byte[] rgb = new byte[3 * width * height];
    for (int row = 0, at = 0; row < height; row++) {
      for (int column = 0; column < width; column++, at += 3) {
        int luminance = (int) yuv[0].get(column, row);
        int u = (int) yuv[1].get(column, row) - GREY;
        int v = (int) yuv[2].get(column, row) - GREY;
        rgb[at] = (byte) level(luminance + rounded(18678 * v));
        rgb[at + 1] = (byte) level(luminance + rounded(-6472 * u - 9519 * v));
        rgb[at + 2] = (byte) level(luminance + rounded(33292 * u));
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static int rounded(int scaled) {
    return (scaled + HALF) >> SHIFT;
  }

  /** The nearest number that a byte holds. */
  static int level(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
