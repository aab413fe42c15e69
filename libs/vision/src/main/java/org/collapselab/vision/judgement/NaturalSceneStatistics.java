package org.collapselab.vision.judgement;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.pixels.GaussianSmoothing;
import org.collapselab.vision.pixels.Luminance;

/**
 * Features that are alike in undistorted photographs whatever they show, and change with blur,
 * noise and artefacts: those of BRISQUE and NIQE (Mittal, Moorthy and Bovik, IEEE Trans. Image
 * Processing 21(12), 2012; Mittal, Soundararajan and Bovik, IEEE Signal Processing Letters 20(3),
 * 2013, section II). Grey levels less their local mean, over their local deviation plus one, and
 * the products of neighbours in four directions are described by generalised Gaussians, at the full
 * and at half the resolution: 18 numbers each.
 *
 * <p>Own code, of the whole image at once; NIQE's own model of natural patches of 96 x 96 pixels is
 * not used, so distances in these features are no NIQE scores.
 */
public final class NaturalSceneStatistics {

  /** The number of features. */
  public static final int DIMENSION = 36;

  private static final GaussianSmoothing WINDOW = new GaussianSmoothing(7 / 6.0, 3);
  private static final int[][] NEIGHBOURS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
  private static final int SMALLEST = 8;

  private NaturalSceneStatistics() {}

  /**
   * The features of an image.
   *
   * @return [36]
   * @throws IllegalArgumentException if it is below 8 pixels in a direction
   */
  public static double[] of(RgbImage image) {
    if (Math.min(image.width(), image.height()) < SMALLEST) {
      throw new IllegalArgumentException(
          "image: expected at least %d x %d pixels, got %d x %d"
              .formatted(SMALLEST, SMALLEST, image.width(), image.height()));
    }
    double[] features = new double[DIMENSION];
    Grey grey = Grey.of(image);
    describe(grey, features, 0);
    describe(grey.halved(), features, DIMENSION / 2);
    return features;
  }

  private static void describe(Grey grey, double[] features, int from) {
    double[] normalised = normalised(grey);
    GeneralisedGaussian own = GeneralisedGaussian.fit(normalised);
    features[from] = own.shape();
    features[from + 1] = (own.left() + own.right()) / 2;
    int at = from + 2;
    for (int[] neighbour : NEIGHBOURS) {
      GeneralisedGaussian products =
          GeneralisedGaussian.fit(products(normalised, grey.width(), grey.height(), neighbour));
      features[at++] = products.shape();
      features[at++] = products.mean();
      features[at++] = products.left();
      features[at++] = products.right();
    }
  }

  /** Levels less their local mean, over their local deviation plus one. */
  private static double[] normalised(Grey grey) {
    double[] levels = grey.levels();
    double[] squares = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      squares[i] = levels[i] * levels[i];
    }
    double[] mean = WINDOW.of(levels, grey.width(), grey.height());
    double[] meanSquare = WINDOW.of(squares, grey.width(), grey.height());
    double[] normalised = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      double deviation = Math.sqrt(Math.abs(meanSquare[i] - mean[i] * mean[i]));
      normalised[i] = (levels[i] - mean[i]) / (deviation + 1);
    }
    return normalised;
  }

  private static double[] products(double[] values, int width, int height, int[] neighbour) {
    double[] products = new double[(width - Math.abs(neighbour[0])) * (height - neighbour[1])];
    int at = 0;
    for (int y = 0; y + neighbour[1] < height; y++) {
      for (int x = Math.max(0, -neighbour[0]); x + Math.max(0, neighbour[0]) < width; x++) {
        products[at++] =
            values[y * width + x] * values[(y + neighbour[1]) * width + x + neighbour[0]];
      }
    }
    return products;
  }

  /** Grey levels, [H, W]. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Grey(int width, int height, double[] levels) {

    static Grey of(RgbImage image) {
      return new Grey(image.width(), image.height(), Luminance.of(image));
    }

    /** Half the resolution: the means of 2 x 2 levels. */
    Grey halved() {
      int w = width / 2;
      int h = height / 2;
      double[] half = new double[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int at = 2 * y * width + 2 * x;
          half[y * w + x] =
              (levels[at] + levels[at + 1] + levels[at + width] + levels[at + width + 1]) / 4;
        }
      }
      return new Grey(w, h, half);
    }
  }
}
