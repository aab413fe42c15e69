package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;

/**
 * How far the colours of two sets of images are apart: the mean over red, green and blue of the
 * earth mover's distance between the two sets' histograms of 256 levels, in levels. Every image
 * counts the same, whatever its size.
 */
public final class ColourHistogramDistance implements Statistic {

  private static final int LEVELS = 256;
  private static final int CHANNELS = 3;

  /** Cumulative shares of each image, [N, 3 * 256]. */
  private final float[][] images;

  private final double[] reference;

  private ColourHistogramDistance(float[][] images, double[] reference) {
    this.images = images;
    this.reference = reference;
  }

  /**
   * The distance of images to a reference as a statistic of the images.
   *
   * @param images each as {@link #cumulative} gives it, [N,768]
   * @param reference likewise, [M,768]
   */
  public static ColourHistogramDistance statistic(float[][] images, float[][] reference) {
    if (images.length == 0 || reference.length == 0) {
      throw new IllegalArgumentException("images: expected at least one of either kind");
    }
    int[] once = new int[reference.length];
    Arrays.fill(once, 1);
    return new ColourHistogramDistance(images, mean(reference, once));
  }

  /** The shares of an image's pixels at or below each level of red, then of green, then of blue. */
  public static float[] cumulative(RgbImage image) {
    int[] counts = new int[CHANNELS * LEVELS];
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i++) {
      counts[i % CHANNELS * LEVELS + (rgb[i] & 0xff)]++;
    }
    double pixels = rgb.length / (double) CHANNELS;
    float[] shares = new float[counts.length];
    for (int c = 0; c < CHANNELS; c++) {
      long sum = 0;
      for (int level = 0; level < LEVELS; level++) {
        sum += counts[c * LEVELS + level];
        shares[c * LEVELS + level] = (float) (sum / pixels);
      }
    }
    return shares;
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public double of(int[] multiplicities) {
    double[] own = mean(images, multiplicities);
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += Math.abs(own[i] - reference[i]);
    }
    return sum / CHANNELS;
  }

  @Override
  public Resampling resampling() {
    return Resampling.HALVES;
  }

  private static double[] mean(float[][] rows, int[] multiplicities) {
    double[] mean = new double[CHANNELS * LEVELS];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      total += multiplicities[i];
      for (int j = 0; multiplicities[i] > 0 && j < mean.length; j++) {
        mean[j] += multiplicities[i] * rows[i][j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= total;
    }
    return mean;
  }
}
