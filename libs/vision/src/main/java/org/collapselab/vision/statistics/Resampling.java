package org.collapselab.vision.statistics;

import java.util.Arrays;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/** How replicates of a sample are drawn, and so which intervals they can give. */
public enum Resampling {

  /**
   * N draws with replacement; the interval is BCa (Efron, JASA 82(397), 1987), which corrects the
   * percentile interval for median bias and for skewness. For means and other statistics whose bias
   * is small beside their spread.
   */
  WITH_REPLACEMENT {
    @Override
    int[] draw(NoiseKey key, int size) {
      Noise noise = Noise.of(key);
      int[] multiplicities = new int[size];
      for (int i = 0; i < size; i++) {
        multiplicities[noise.uniformInt(i, size)]++;
      }
      return multiplicities;
    }
  },

  /**
   * Half of the items, without replacement; the deviations of the replicates from their own mean,
   * scaled by sqrt(b / (N - b)) for b = N / 2 items, are the deviations of the value. This is the
   * delete-d jackknife (Shao and Wu, Annals of Statistics 17(3), 1989) read as quantiles.
   *
   * <p>For distances of sets such as the Fréchet distance. Their bias grows as the sample shrinks,
   * and a bootstrap sample holds only 63 % distinct items: its replicates lie so far above the
   * value that percentile and basic intervals miss the expectation (on Gaussians with N = D = 128
   * they covered it in none of 100 trials), and repeated items overstate the spread when the
   * distance is near its floor. Half-samples repeat no item, and centring leaves the bias out: the
   * interval is for the expected value <em>at this N</em>, the quantity that conditions measured
   * with equal N are compared by.
   */
  HALVES {
    @Override
    int[] draw(NoiseKey key, int size) {
      int[] multiplicities = new int[size];
      for (int i : Permutation.of(key, size).first(size / 2)) {
        multiplicities[i] = 1;
      }
      return multiplicities;
    }
  };

  /** How often each of {@code size} items counts in the replicate that {@code key} names. */
  abstract int[] draw(NoiseKey key, int size);

  /** Every item counted once. */
  static int[] once(int size) {
    int[] multiplicities = new int[size];
    Arrays.fill(multiplicities, 1);
    return multiplicities;
  }
}
