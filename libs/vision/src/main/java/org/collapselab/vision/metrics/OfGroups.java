package org.collapselab.vision.metrics;

import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;

/**
 * A costly statistic of a few random groups of many images. There are only 70 halves of 8 groups,
 * and each is computed once.
 */
final class OfGroups implements Statistic {

  /** How many groups there are. */
  static final int COUNT = 8;

  private final int images;
  private final ToDoubleFunction<int[]> value;
  private final Map<IntBuffer, Double> known = new HashMap<>();

  /**
   * A statistic.
   *
   * @param images how many images are behind the groups
   * @param value given how often each group counts, [8]
   */
  OfGroups(int images, ToDoubleFunction<int[]> value) {
    this.images = images;
    this.value = value;
  }

  /** The group of each of so many images; groups are of equal size but for one image. */
  static int[] deal(int images, long seed) {
    int[] groups = new int[images];
    Permutation order = Permutation.of(new NoiseKey(seed, 0, 0, images, "groups"), images);
    for (int i = 0; i < images; i++) {
      groups[i] = order.at(i) % COUNT;
    }
    return groups;
  }

  @Override
  public int size() {
    return COUNT;
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public double of(int[] multiplicities) {
    return known.computeIfAbsent(
        IntBuffer.wrap(multiplicities.clone()), counts -> value.applyAsDouble(counts.array()));
  }

  @Override
  public Resampling resampling() {
    return Resampling.HALVES;
  }
}
