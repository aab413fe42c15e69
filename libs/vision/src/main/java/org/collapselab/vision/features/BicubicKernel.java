package org.collapselab.vision.features;

/**
 * Which source pixels make each target pixel along one axis when Pillow resizes with the bicubic
 * filter: the kernel of Keys (1981, a = -0.5), widened when shrinking so that no source pixel is
 * skipped.
 */
final class BicubicKernel {

  private final int[] first;
  private final double[][] weights;

  /** The weights that resize {@code from} pixels to {@code to}. */
  BicubicKernel(int from, int to) {
    first = new int[to];
    weights = new double[to][];
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * scale;
      int start = Math.max(0, (int) (center - 2 * stretch + 0.5));
      int end = Math.min(from, (int) (center + 2 * stretch + 0.5));
      first[i] = start;
      weights[i] = weights(start, end, center, 1 / stretch);
    }
  }

  /** How many target pixels there are. */
  int targets() {
    return weights.length;
  }

  /** The first source pixel of a target pixel. */
  int first(int target) {
    return first[target];
  }

  /** The weights of the source pixels from the first on; their sum is 1. Not to be changed. */
  double[] weights(int target) {
    return weights[target];
  }

  private static double[] weights(int start, int end, double center, double inverseStretch) {
    double[] weights = new double[end - start];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = kernel((k + start - center + 0.5) * inverseStretch);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  private static double kernel(double x) {
    double t = Math.abs(x);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? -0.5 * (((t - 5) * t + 8) * t - 4) : 0;
  }
}
