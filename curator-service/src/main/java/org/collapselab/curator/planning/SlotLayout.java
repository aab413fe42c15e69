package org.collapselab.curator.planning;

import java.util.Arrays;
import java.util.List;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;

/**
 * The slots of an experiment: the real image that belongs to each, and the order in which they turn
 * synthetic as the fraction grows. It depends on the seed and the two sizes alone, so conditions
 * are compared slot by slot and their synthetic slots are nested (10 % within 25 % within 50 %).
 */
public final class SlotLayout {

  private final int[] realImages;
  private final Permutation sample;
  private final Permutation syntheticOrder;

  private SlotLayout(int[] realImages, Permutation sample, Permutation syntheticOrder) {
    this.realImages = realImages;
    this.sample = sample;
    this.syntheticOrder = syntheticOrder;
  }

  /**
   * The layout of an experiment's slots. The real images are sampled without replacement; where
   * there are more slots than real images, each image is taken equally often, up to one.
   *
   * @param seed the experiment's seed
   * @param slots the images of each data set
   * @param realImages the size of the real data set
   * @throws IllegalArgumentException if a size is not positive
   */
  public static SlotLayout of(long seed, int slots, int realImages) {
    if (slots <= 0) {
      throw new IllegalArgumentException("images must be positive, was " + slots);
    }
    if (realImages <= 0) {
      throw new IllegalArgumentException("the real data set has no images");
    }
    Permutation sample = Permutation.of(new NoiseKey(seed, 0, 0, 0, "slots"), realImages);
    int[] images = new int[slots];
    Arrays.setAll(images, slot -> sample.at(slot % realImages));
    return new SlotLayout(
        images, sample, Permutation.of(new NoiseKey(seed, 0, 0, 0, "composition"), slots));
  }

  /** The number of slots. */
  public int size() {
    return realImages.length;
  }

  /** The index, in the real data set, of the slot's real image. */
  public int realImage(int slot) {
    return realImages[slot];
  }

  /**
   * The index, in the real data set, of the real image that fills the slot in one iteration alone;
   * that of the first is {@link #realImage}.
   *
   * @throws IllegalArgumentException if the real data set has no images left for the iteration
   */
  public int freshRealImage(int slot, int iteration) {
    long position = (iteration - 1L) * size() + slot;
    if (position >= sample.size()) {
      throw new IllegalArgumentException(
          "regime fresh-real needs %d real images for %d iterations of %d, but there are %d"
              .formatted((long) iteration * size(), iteration, size(), sample.size()));
    }
    return sample.at((int) position);
  }

  /**
   * The slots that are synthetic at a fraction, in ascending order: the fraction of the slots,
   * rounded half up.
   *
   * @throws IllegalArgumentException if the fraction is outside 0 to 1
   */
  public List<Integer> synthetic(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "syntheticFraction must be between 0 and 1, was " + fraction);
    }
    int count = (int) Math.round(fraction * size());
    return Arrays.stream(syntheticOrder.first(count)).sorted().boxed().toList();
  }
}
