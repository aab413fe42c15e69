package org.collapselab.vision.pixels;

import org.collapselab.diffusion.data.RgbImage;

/** Grey levels: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), not rounded. */
public final class Luminance {

  private Luminance() {}

  /** The levels of an image, 0 to 255, [H·W]. */
  public static double[] of(RgbImage image) {
    byte[] rgb = image.rgb();
    double[] levels = new double[image.width() * image.height()];
    for (int p = 0; p < levels.length; p++) {
      levels[p] =
          0.299 * (rgb[3 * p] & 0xff)
              + 0.587 * (rgb[3 * p + 1] & 0xff)
              + 0.114 * (rgb[3 * p + 2] & 0xff);
    }
    return levels;
  }
}
