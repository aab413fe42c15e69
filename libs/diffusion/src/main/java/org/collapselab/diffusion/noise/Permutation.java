package org.collapselab.diffusion.noise;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A shuffled order of the numbers 0 to n-1 (Fisher and Yates), fixed by a key. Cutting one
 * permutation at growing lengths gives nested subsets.
 */
public final class Permutation {

  private final int[] order;

  private Permutation(int[] order) {
    this.order = order;
  }

  /**
   * The permutation of a key.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static Permutation of(NoiseKey key, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a permutation needs n >= 0, was " + n);
    }
    int[] order = IntStream.range(0, n).toArray();
    Noise noise = Noise.of(key);
    for (int last = n - 1; last > 0; last--) {
      int other = noise.uniformInt(last, last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return new Permutation(order);
  }

  /** How many numbers it orders. */
  public int size() {
    return order.length;
  }

  /** The number at a position. */
  public int at(int position) {
    return order[position];
  }

  /**
   * The numbers at the first {@code count} positions, in their order here.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public int[] first(int count) {
    if (count < 0 || count > order.length) {
      throw new IllegalArgumentException(
          "count must be between 0 and " + order.length + ", was " + count);
    }
    return Arrays.copyOf(order, count);
  }
}
