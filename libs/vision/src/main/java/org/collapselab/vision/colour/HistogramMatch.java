package org.collapselab.vision.colour;

import java.util.Collection;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/**
 * Histogram matching (Gonzalez and Woods, Digital Image Processing, section 3.3): each channel's
 * values are mapped so that their distribution becomes the reference's, linearly between the
 * reference's levels, and cut to whole numbers as scikit-image does for bytes.
 */
public final class HistogramMatch {

  private static final int LEVELS = 256;
  private static final int CHANNELS = 3;

  /** How many of the reference's pixels have each level, by channel. */
  private final long[][] reference;

  private HistogramMatch(long[][] reference) {
    this.reference = reference;
  }

  /** Matches images to the colours of one. */
  public static HistogramMatch to(RgbImage reference) {
    return to(List.of(reference));
  }

  /**
   * Matches images to the colours of many taken together.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HistogramMatch to(Collection<RgbImage> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("reference: expected at least one image");
    }
    long[][] counts = new long[CHANNELS][LEVELS];
    references.forEach(image -> count(image, counts));
    return new HistogramMatch(counts);
  }

  /** The image in the reference's colours. */
  public RgbImage apply(RgbImage image) {
    double[] exact = exact(image);
    byte[] rgb = new byte[exact.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (int) exact[i];
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }

  /** The values before they are cut to whole numbers, [H·W·3]. */
  double[] exact(RgbImage image) {
    long[][] counts = new long[CHANNELS][LEVELS];
    count(image, counts);
    double[] exact = new double[image.rgb().length];
    for (int c = 0; c < CHANNELS; c++) {
      double[] map = map(counts[c], reference[c]);
      for (int i = c; i < exact.length; i += CHANNELS) {
        exact[i] = map[image.rgb()[i] & 0xff];
      }
    }
    return exact;
  }

  /** What each level becomes, not cut to a whole number; only levels that occur matter. */
  private static double[] map(long[] source, long[] reference) {
    double[] sourceShares = shares(source);
    double[] referenceShares = shares(reference);
    double[] map = new double[LEVELS];
    int above = next(reference, -1);
    int below = above;
    for (int level = 0; level < LEVELS; level++) {
      if (source[level] == 0) {
        continue;
      }
      while (referenceShares[above] < sourceShares[level] && next(reference, above) < LEVELS) {
        below = above;
        above = next(reference, above);
      }
      double from = referenceShares[below];
      double to = referenceShares[above];
      double at = sourceShares[level];
      map[level] =
          at >= to || (at <= from && below == above)
              ? above
              : below + (at - from) * ((above - below) / (to - from));
    }
    return map;
  }

  private static int next(long[] counts, int level) {
    int next = level + 1;
    while (next < LEVELS && counts[next] == 0) {
      next++;
    }
    return next;
  }

  private static double[] shares(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double[] shares = new double[LEVELS];
    long sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += counts[level];
      shares[level] = (double) sum / total;
    }
    return shares;
  }

  private static void count(RgbImage image, long[][] counts) {
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i++) {
      counts[i % CHANNELS][rgb[i] & 0xff]++;
    }
  }
}
