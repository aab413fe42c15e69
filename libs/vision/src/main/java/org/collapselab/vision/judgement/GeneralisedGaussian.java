package org.collapselab.vision.judgement;

/**
 * The asymmetric generalised Gaussian distribution (Lasmar, Stitou and Berthoumieu, ICIP 2009):
 * proportional to exp(-(|x| / scale)^shape) with a scale for either sign. Shape 2 is Gaussian, 1 is
 * Laplace's.
 *
 * @param shape from {@link #LEAST_SHAPE} to {@link #GREATEST_SHAPE}
 * @param left scale of the negative numbers
 * @param right scale of the positive numbers
 * @param mean of the distribution
 */
record GeneralisedGaussian(double shape, double left, double right, double mean) {

  static final double LEAST_SHAPE = 0.2;
  static final double GREATEST_SHAPE = 10;

  private static final double[] LANCZOS = {
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  /**
   * The distribution with the moments of a sample. A sample without negative or without positive
   * numbers has no scale on that side, and one of only zeros the greatest shape.
   */
  static GeneralisedGaussian fit(double[] sample) {
    double negative = 0;
    double positive = 0;
    double absolute = 0;
    int negatives = 0;
    int positives = 0;
    for (double value : sample) {
      absolute += Math.abs(value);
      if (value < 0) {
        negative += value * value;
        negatives++;
      } else if (value > 0) {
        positive += value * value;
        positives++;
      }
    }
    double squares = negative + positive;
    if (!(squares > Double.MIN_NORMAL)) {
      return new GeneralisedGaussian(GREATEST_SHAPE, 0, 0, 0);
    }
    double leftDeviation = negatives == 0 ? 0 : Math.sqrt(negative / negatives);
    double rightDeviation = positives == 0 ? 0 : Math.sqrt(positive / positives);
    double ratio = absolute * absolute / (squares * sample.length);
    // Symmetric in the two sides, so which one divides does not matter but for a division by zero.
    double g = Math.min(leftDeviation, rightDeviation) / Math.max(leftDeviation, rightDeviation);
    double shape = shape(ratio * (g * g * g + 1) * (g + 1) / Math.pow(g * g + 1, 2));
    double scale = Math.exp((logGamma(1 / shape) - logGamma(3 / shape)) / 2);
    double left = leftDeviation * scale;
    double right = rightDeviation * scale;
    double mean = (right - left) * Math.exp(logGamma(2 / shape) - logGamma(1 / shape));
    return new GeneralisedGaussian(shape, left, right, mean);
  }

  /** The shape whose E|x|^2 / E x^2 this is; it grows with the shape. */
  private static double shape(double ratio) {
    double low = LEAST_SHAPE;
    double high = GREATEST_SHAPE;
    for (int halving = 0; halving < 40; halving++) {
      double middle = (low + high) / 2;
      double here =
          Math.exp(2 * logGamma(2 / middle) - logGamma(1 / middle) - logGamma(3 / middle));
      if (here < ratio) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The logarithm of the gamma function of a positive number (Lanczos, g = 7). */
  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double sum = 0.9999999999998099;
    for (int i = 0; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x + i);
    }
    double t = x + LANCZOS.length - 1.5;
    return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
