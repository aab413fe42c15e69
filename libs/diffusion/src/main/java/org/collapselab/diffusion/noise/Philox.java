package org.collapselab.diffusion.noise;

/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3" (SC 2011), section 4.3. A block of four words is a pure function of
 * a 128-bit counter and a 64-bit key; both are given as little-endian sequences of 32-bit words.
 */
final class Philox {

  /** Words in a counter and in a block. */
  static final int WORDS = 4;

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /** Writes the block of counter (c0, c1, c2, c3) under key (k0, k1) into {@code block}. */
  static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] block) {
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    int key0 = k0;
    int key1 = k1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (x0 & LOW);
      long product1 = MULTIPLIER_1 * (x2 & LOW);
      x0 = (int) (product1 >>> 32) ^ x1 ^ key0;
      x1 = (int) product1;
      x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
      x3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    block[0] = x0;
    block[1] = x1;
    block[2] = x2;
    block[3] = x3;
  }
}
