package org.collapselab.vision.colour;

import org.collapselab.diffusion.data.RgbImage;

/**
 * The CIE 1976 L*a*b* space of sRGB (IEC 61966-2-1) under D65 and the 2° observer, with the rounded
 * constants that scikit-image uses, so that its results are met.
 */
final class Lab {

  static final int CHANNELS = 3;

  private static final double[][] TO_XYZ = {
    {0.412453, 0.357580, 0.180423},
    {0.212671, 0.715160, 0.072169},
    {0.019334, 0.119193, 0.950227}
  };
  private static final double[][] FROM_XYZ = Matrix3.inverse(TO_XYZ);
  private static final double[] WHITE = {0.95047, 1, 1.08883};

  private static final double LINEAR_BELOW = 0.008856;
  private static final double SLOPE = 7.787;
  private static final double OFFSET = 16.0 / 116;
  private static final double CUBE_ROOT_BELOW = 0.2068966;

  private Lab() {}

  /** Each pixel's L*, a* and b*, [H·W·3]. */
  static double[] of(RgbImage image) {
    byte[] rgb = image.rgb();
    double[] lab = new double[rgb.length];
    double[] pixel = new double[CHANNELS];
    for (int i = 0; i < rgb.length; i += CHANNELS) {
      for (int c = 0; c < CHANNELS; c++) {
        pixel[c] = linear((rgb[i + c] & 0xff) / 255.0);
      }
      double[] xyz = Matrix3.times(TO_XYZ, pixel);
      double x = compress(xyz[0] / WHITE[0]);
      double y = compress(xyz[1] / WHITE[1]);
      double z = compress(xyz[2] / WHITE[2]);
      lab[i] = 116 * y - 16;
      lab[i + 1] = 500 * (x - y);
      lab[i + 2] = 200 * (y - z);
    }
    return lab;
  }

  /** The red, green and blue of each pixel, [H·W·3], cut to 0..1. */
  static double[] toRgb(double[] lab) {
    double[] rgb = new double[lab.length];
    for (int i = 0; i < lab.length; i += CHANNELS) {
      double y = (lab[i] + 16) / 116;
      double x = lab[i + 1] / 500 + y;
      double z = Math.max(0, y - lab[i + 2] / 200);
      double[] xyz = {expand(x) * WHITE[0], expand(y) * WHITE[1], expand(z) * WHITE[2]};
      double[] linear = Matrix3.times(FROM_XYZ, xyz);
      for (int c = 0; c < CHANNELS; c++) {
        rgb[i + c] = Math.max(0, Math.min(1, gamma(linear[c])));
      }
    }
    return rgb;
  }

  private static double linear(double value) {
    return value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
  }

  private static double gamma(double value) {
    return value > 0.0031308 ? 1.055 * Math.pow(value, 1 / 2.4) - 0.055 : value * 12.92;
  }

  private static double compress(double value) {
    return value > LINEAR_BELOW ? Math.cbrt(value) : SLOPE * value + OFFSET;
  }

  private static double expand(double value) {
    return value > CUBE_ROOT_BELOW ? value * value * value : (value - OFFSET) / SLOPE;
  }
}
