package org.collapselab.vision.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.statistics.Statistic;

/**
 * Moments of a stream of vectors, kept by random groups, so that the distance of a million images
 * has an interval too, in memory that does not grow with their number: a replicate merges the
 * moments of half of the groups. Not safe for use by several threads.
 */
public final class GroupedMoments {

  private static final int GROUPS = OfGroups.COUNT;

  private final int dimension;
  private final long seed;
  private final List<Moments> groups = new ArrayList<>();

  /** Deals the next vectors, one to each group. */
  private Permutation deal;

  private long count;

  /**
   * An empty set.
   *
   * @param dimension the length of every vector
   * @param seed decides which vector is in which group
   */
  public GroupedMoments(int dimension, long seed) {
    this.dimension = dimension;
    this.seed = seed;
    for (int group = 0; group < GROUPS; group++) {
      groups.add(new Moments(dimension));
    }
    this.deal = deal();
  }

  /**
   * Folds in one vector.
   *
   * @throws IllegalArgumentException if its length differs or an entry is not finite
   */
  public void add(float[] vector) {
    int place = (int) (count % GROUPS);
    groups.get(deal.at(place)).add(vector);
    count++;
    if (place == GROUPS - 1) {
      deal = deal();
    }
  }

  /** The number of vectors folded in. */
  public long count() {
    return count;
  }

  /** The moments of all vectors. */
  public Gaussian gaussian() {
    int[] all = new int[GROUPS];
    Arrays.fill(all, 1);
    return merged(all);
  }

  /**
   * The distance of these vectors to {@code reference} as a statistic of the groups.
   *
   * @throws IllegalArgumentException with fewer than four vectors a group
   */
  public Statistic distanceTo(Gaussian reference) {
    if (count < 4L * GROUPS) {
      throw new IllegalArgumentException(
          "features: expected at least " + 4 * GROUPS + " vectors, got " + count);
    }
    return new OfGroups(
        Math.toIntExact(count),
        multiplicities -> FrechetDistance.between(merged(multiplicities), reference));
  }

  private Permutation deal() {
    return Permutation.of(
        new NoiseKey(seed, 0, Math.toIntExact(count / GROUPS), 0, "moment-groups"), GROUPS);
  }

  private Gaussian merged(int[] multiplicities) {
    Moments merged = new Moments(dimension);
    for (int group = 0; group < GROUPS; group++) {
      for (int times = 0; times < multiplicities[group]; times++) {
        merged.merge(groups.get(group));
      }
    }
    return Gaussian.of(merged);
  }
}
