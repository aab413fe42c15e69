package org.collapselab.vision.colour;

/** Mean and deviation (population) of three channels over the pixels of images. */
final class ChannelMoments {

  private final double[] means = new double[Lab.CHANNELS];
  private final double[] squares = new double[Lab.CHANNELS];
  private long count;

  /** Adds the pixels of an image, [H·W·3]. */
  void add(double[] pixels) {
    for (int i = 0; i < pixels.length; i += Lab.CHANNELS) {
      count++;
      for (int c = 0; c < Lab.CHANNELS; c++) {
        double off = pixels[i + c] - means[c];
        means[c] += off / count;
        squares[c] += off * (pixels[i + c] - means[c]);
      }
    }
  }

  double mean(int channel) {
    return means[channel];
  }

  double deviation(int channel) {
    return Math.sqrt(squares[channel] / count);
  }
}
