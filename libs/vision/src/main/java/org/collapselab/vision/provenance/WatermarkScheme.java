package org.collapselab.vision.provenance;

import org.collapselab.diffusion.data.RgbImage;

/** A way of putting bits into an image so that they are read but not seen. */
public sealed interface WatermarkScheme permits ColourDifferenceScheme, LuminanceScheme {

  /** What a spec calls it. */
  String name();

  /**
   * Why an image of this size cannot carry so many bits, or an empty text if it can.
   *
   * @param bits of the payload
   */
  String obstacle(int width, int height, int bits);

  /**
   * A marked copy of an image.
   *
   * @throws IllegalArgumentException if it is too small for the payload
   */
  RgbImage embed(RgbImage image, Payload payload);

  /** Holds an image against a payload. Not for use by several threads. */
  Reading read(RgbImage image, Payload payload);

  /** Refuses an image that is too small. */
  default void requireRoom(RgbImage image, int bits) {
    String obstacle = obstacle(image.width(), image.height(), bits);
    if (!obstacle.isEmpty()) {
      throw new IllegalArgumentException(obstacle);
    }
  }

  /** An image that a payload is looked for in. */
  interface Reading {

    /**
     * The bits that the image holds if it is a part of a larger one, or the whole of it.
     *
     * @param grid of the image that was marked
     * @param left column of it that the image begins with
     * @param top row of it that the image begins with
     */
    Match at(BlockGrid grid, int left, int top);
  }

  /**
   * Bits that were seen, and how many of them are the payload's.
   *
   * @param bits fair coins, each as likely to match as not, if the image holds no mark
   */
  record Match(int bits, int matching) {

    /** The probability that fair coins match as well. */
    double chance() {
      return Binomial.atLeast(matching, bits);
    }
  }
}
