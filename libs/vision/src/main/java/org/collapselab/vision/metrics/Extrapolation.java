package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;

/**
 * What a distance would be with infinitely many images, if its bias is c/N as that of the Fréchet
 * distance is for large N (Chong and Forsyth, arXiv 1911.07023): twice the value less the mean
 * value of random halves. It is an extrapolation, not a measurement, and its spread is wider: name
 * it so.
 */
public final class Extrapolation implements Statistic {

  private static final int HALVES = 4;

  private final Statistic distance;

  private Extrapolation(Statistic distance) {
    this.distance = distance;
  }

  /** The extrapolation of a distance. */
  public static Extrapolation of(Statistic distance) {
    return new Extrapolation(distance);
  }

  @Override
  public int size() {
    return distance.size();
  }

  @Override
  public int images() {
    return distance.images();
  }

  @Override
  public double of(int[] multiplicities) {
    int[] counted = indices(multiplicities);
    double halves = 0;
    for (int half = 0; half < HALVES; half++) {
      NoiseKey key = new NoiseKey(0, 0, half, counted.length, "extrapolation");
      int[] chosen = new int[multiplicities.length];
      for (int i : Permutation.of(key, counted.length).first(counted.length / 2)) {
        chosen[counted[i]] = multiplicities[counted[i]];
      }
      halves += distance.of(chosen) / HALVES;
    }
    return 2 * distance.of(multiplicities) - halves;
  }

  private static int[] indices(int[] multiplicities) {
    int[] indices = new int[multiplicities.length];
    int count = 0;
    for (int i = 0; i < multiplicities.length; i++) {
      if (multiplicities[i] > 0) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }

  @Override
  public Resampling resampling() {
    return distance.resampling();
  }
}
