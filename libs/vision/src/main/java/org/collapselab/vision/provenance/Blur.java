package org.collapselab.vision.provenance;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.pixels.GaussianSmoothing;

/** Gaussian blur. */
final class Blur {

  private static final int CHANNELS = 3;

  private Blur() {}

  /**
   * The blurred image; what lies beyond the border is the border.
   *
   * @param deviation in pixels
   */
  static RgbImage gaussian(RgbImage image, double deviation) {
    GaussianSmoothing smoothing = new GaussianSmoothing(deviation, (int) Math.ceil(4 * deviation));
    byte[] rgb = new byte[image.rgb().length];
    double[] channel = new double[rgb.length / CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      for (int p = 0; p < channel.length; p++) {
        channel[p] = image.rgb()[CHANNELS * p + c] & 0xff;
      }
      double[] smoothed = smoothing.of(channel, image.width(), image.height());
      for (int p = 0; p < channel.length; p++) {
        rgb[CHANNELS * p + c] = (byte) EightBitYuv.level((int) Math.round(smoothed[p]));
      }
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }
}
