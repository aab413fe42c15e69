package org.collapselab.diffusion.data;

import java.util.Random;

/** Pictures to test with. */
final class Pictures {

  private Pictures() {}

  /** A picture of random pixels: nothing about it can be guessed. */
  static RgbImage random(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
