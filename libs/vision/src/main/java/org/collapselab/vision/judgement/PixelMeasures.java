package org.collapselab.vision.judgement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.pixels.Luminance;
import org.collapselab.vision.statistics.Quantiles;

/**
 * What the pixels alone say of an image, on grey values of 0 to 255 (0.299 R + 0.587 G + 0.114 B).
 *
 * @param brightness mean of the grey values
 * @param deviation standard deviation of the grey values
 * @param entropy of their histogram of 256 bins, in bits
 * @param sharpness variance of the Laplacian (Pech-Pacheco et al., ICPR 2000): kernel 0 1 0, 1 -4
 *     1, 0 1 0, borders mirrored without repeating the edge
 * @param colour the {@link #QUANTILES} of red, green, blue, red less green, and yellow less blue: a
 *     cast moves all of the opponents' quantiles, whatever is in the image
 */
record PixelMeasures(
    double brightness, double deviation, double entropy, double sharpness, List<Double> colour) {

  private static final double[] QUANTILES = {0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98};

  static PixelMeasures of(RgbImage image) {
    int pixels = image.width() * image.height();
    double[] grey = Luminance.of(image);
    double[][] channels = new double[5][pixels];
    for (int p = 0; p < pixels; p++) {
      int r = image.rgb()[3 * p] & 0xff;
      int g = image.rgb()[3 * p + 1] & 0xff;
      int b = image.rgb()[3 * p + 2] & 0xff;
      channels[0][p] = r;
      channels[1][p] = g;
      channels[2][p] = b;
      channels[3][p] = r - g;
      channels[4][p] = (r + g) / 2.0 - b;
    }
    List<Double> colour = new ArrayList<>();
    for (double[] channel : channels) {
      Quantiles quantiles = Quantiles.of(channel);
      Arrays.stream(QUANTILES).map(quantiles::at).forEach(colour::add);
    }
    return new PixelMeasures(
        mean(grey),
        Math.sqrt(variance(grey)),
        entropy(grey),
        variance(laplacian(grey, image.width(), image.height())),
        List.copyOf(colour));
  }

  private static double[] laplacian(double[] grey, int width, int height) {
    double[] laplacian = new double[grey.length];
    for (int y = 0; y < height; y++) {
      int above = mirrored(y - 1, height) * width;
      int below = mirrored(y + 1, height) * width;
      for (int x = 0; x < width; x++) {
        int row = y * width;
        laplacian[row + x] =
            grey[above + x]
                + grey[below + x]
                + grey[row + mirrored(x - 1, width)]
                + grey[row + mirrored(x + 1, width)]
                - 4 * grey[row + x];
      }
    }
    return laplacian;
  }

  private static int mirrored(int at, int size) {
    if (size == 1) {
      return 0;
    }
    return at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    return mean;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    return variance;
  }

  private static double entropy(double[] grey) {
    int[] histogram = new int[256];
    for (double value : grey) {
      histogram[(int) Math.round(value)]++;
    }
    double entropy = 0;
    for (int count : histogram) {
      if (count > 0) {
        double share = count / (double) grey.length;
        entropy -= share * Math.log(share) / Math.log(2);
      }
    }
    return entropy;
  }
}
