package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.statistics.Statistic;

/**
 * The unbiased squared maximum mean discrepancy by the cubic kernel (x·y / D + 1)^3: the KID, if
 * the features are those of the FID's Inception (Bińkowski et al., arXiv 1801.01401). It may be
 * negative: its expectation is zero for equal distributions, at any number of images.
 */
public final class KernelDistance {

  private KernelDistance() {}

  /** The distance of all of {@code a} [N1,D] to all of {@code b} [N2,D]. */
  public static double between(float[][] a, float[][] b) {
    return statistic(a, b).value();
  }

  /**
   * The distance of {@code features} [N,D] to {@code reference} [M,D] as a statistic of the
   * features. All pairs are taken, of which the field's usual mean over random subsets is an
   * estimate.
   *
   * @throws IllegalArgumentException with fewer than two rows a side
   */
  public static Statistic statistic(float[][] features, float[][] reference) {
    Rows.checkPair(features, reference);
    if (Math.min(features.length, reference.length) < 2) {
      throw new IllegalArgumentException(
          "features: expected at least 2 rows a side, got %d and %d"
              .formatted(features.length, reference.length));
    }
    double dimension = features[0].length;
    return new KernelSums(
        Rows.matrix(features),
        Rows.matrix(reference),
        product -> {
          double base = product / dimension + 1;
          return base * base * base;
        },
        KernelSums.Estimator.UNBIASED,
        1);
  }

  /**
   * The distances of random subsets, one subset of each side at a time, without replacement: what
   * torch-fidelity and clean-fid report is the mean of 100 of 1000 images.
   *
   * @param count how many subsets
   * @param size images in each subset of either side
   */
  public static double[] subsets(float[][] a, float[][] b, int count, int size, long seed) {
    Rows.checkPair(a, b);
    if (size < 2 || size > Math.min(a.length, b.length)) {
      throw new IllegalArgumentException(
          "subset: expected 2 to %d images, got %d".formatted(Math.min(a.length, b.length), size));
    }
    double[] distances = new double[count];
    for (int i = 0; i < count; i++) {
      distances[i] =
          between(
              draw(a, size, new NoiseKey(seed, 0, i, size, "kid-features")),
              draw(b, size, new NoiseKey(seed, 0, i, size, "kid-reference")));
    }
    return distances;
  }

  private static float[][] draw(float[][] rows, int size, NoiseKey key) {
    return Arrays.stream(Permutation.of(key, rows.length).first(size))
        .mapToObj(i -> rows[i])
        .toArray(float[][]::new);
  }
}
