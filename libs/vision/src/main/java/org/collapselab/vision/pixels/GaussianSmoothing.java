package org.collapselab.vision.pixels;

/** Weighted means of neighbours, by a Gaussian that is cut off; beyond the border is the border. */
public final class GaussianSmoothing {

  private final int reach;
  private final double[] weights;

  /**
   * A window.
   *
   * @param deviation of the Gaussian, in pixels
   * @param reach the last neighbour on either side that counts
   */
  public GaussianSmoothing(double deviation, int reach) {
    this.reach = reach;
    this.weights = new double[2 * reach + 1];
    double sum = 0;
    for (int k = -reach; k <= reach; k++) {
      weights[k + reach] = Math.exp(-k * k / (2 * deviation * deviation));
      sum += weights[k + reach];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /** The smoothed values of one channel, [H·W]. */
  public double[] of(double[] values, int width, int height) {
    double[] rows = new double[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = -reach; k <= reach; k++) {
          rows[y * width + x] += weights[k + reach] * values[y * width + inside(x + k, width)];
        }
      }
    }
    double[] smoothed = new double[values.length];
    for (int y = 0; y < height; y++) {
      for (int k = -reach; k <= reach; k++) {
        int from = inside(y + k, height) * width;
        for (int x = 0; x < width; x++) {
          smoothed[y * width + x] += weights[k + reach] * rows[from + x];
        }
      }
    }
    return smoothed;
  }

  private static int inside(int at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }
}
