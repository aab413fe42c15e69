package org.collapselab.vision.statistics;

/**
 * A number computed from a sample of N items (images, or images with their captions) as a function
 * of how often each item counts.
 */
public interface Statistic {

  /** The number N of items. */
  int size();

  /**
   * The value when item i counts {@code multiplicities[i]} times.
   *
   * @param multiplicities [N], none negative, at least two items counted
   */
  double of(int[] multiplicities);

  /** The number of images behind the items, which may be groups of them. */
  default int images() {
    return size();
  }

  /** The value on all items. */
  default double value() {
    return of(Resampling.once(size()));
  }

  /** The resampling whose intervals are valid for this statistic. */
  Resampling resampling();
}
