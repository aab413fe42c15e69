package org.collapselab.vision.statistics;

import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/**
 * What real images score against real images at the same N: the value that a perfect generator
 * would have, and the least that means anything.
 *
 * <p>Each split sets N real images aside, at random, and measures them against all the others. The
 * splits overlap, so the interval is the spread of real-versus-real values, not the error of their
 * mean: a generated set inside it cannot be told from a real one by this distance.
 *
 * @param splits how many splits are drawn, at least 20
 * @param confidence the fraction of the splits' values that the interval holds
 */
public record RealFloor(int splits, double confidence, long seed) {

  /** Refuses what gives no interval. */
  public RealFloor {
    if (splits < 20 || splits > 1_000_000) {
      throw new IllegalArgumentException("splits: expected 20 to 1000000, got " + splits);
    }
    Interval.checkConfidence(confidence);
  }

  /**
   * The mean over the splits, and their central interval.
   *
   * @param real features of the real images, [M, D]
   * @param n how many are set aside: as many as the generated images that are compared
   * @throws IllegalArgumentException if fewer than N + 2 real images are given, as the two sides
   *     must not share an image
   */
  public Estimate of(float[][] real, int n, SetDistance distance) {
    return of(real, n, (a, b) -> new double[] {distance.between(a, b)}, 1).get(0);
  }

  /** Several measurements of two sets of feature vectors. */
  @FunctionalInterface
  public interface SetMeasurements {

    /** The values for the images set aside [N,D] and all the others [M-N,D]. */
    double[] of(float[][] aside, float[][] rest);
  }

  /**
   * As {@link #of(float[][], int, SetDistance)} for several measurements on the same splits.
   *
   * @param count how many values there are of a split
   */
  public List<Estimate> of(float[][] real, int n, SetMeasurements measurements, int count) {
    if (n < 2 || real.length < n + 2) {
      throw new IllegalArgumentException(
          "real images: expected at least %d for a floor at n = %d, got %d"
              .formatted(Math.max(n, 2) + 2, n, real.length));
    }
    double[][] values = new double[count][splits];
    for (int split = 0; split < splits; split++) {
      Permutation order =
          Permutation.of(new NoiseKey(seed, 0, split, n, "real-floor"), real.length);
      float[][] shuffled = new float[real.length][];
      Arrays.setAll(shuffled, i -> real[order.at(i)]);
      double[] measured =
          measurements.of(Arrays.copyOf(shuffled, n), Arrays.copyOfRange(shuffled, n, real.length));
      for (int i = 0; i < count; i++) {
        values[i][split] = measured[i];
      }
    }
    return Arrays.stream(values)
        .map(
            own ->
                new Estimate(
                    Arrays.stream(own).average().orElseThrow(),
                    Quantiles.of(own).central(confidence),
                    n))
        .toList();
  }
}
