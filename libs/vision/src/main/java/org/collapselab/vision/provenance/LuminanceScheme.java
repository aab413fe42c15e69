package org.collapselab.vision.provenance;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.pixels.Luminance;

/**
 * {@code luminanceSigns}, this project's own scheme for images down to 64 x 64. Seven coefficients
 * of low frequency of the cosine transform of each square of 8 x 8 pixels of the luminance carry
 * one bit each by their sign: a coefficient with the wrong sign, or one near zero, is moved to
 * {@value #AMPLITUDE} on the right side, unless that is more than {@value #FARTHEST} away: then it
 * is left wrong. The bits are as many as there are such coefficients, and the payload is their key.
 *
 * <p>Signs survive what only scales a coefficient, such as blur and smaller sizes, and the mean of
 * a square is free, so that black and white squares are brightened or darkened to make room.
 */
final class LuminanceScheme implements WatermarkScheme {

  static final double AMPLITUDE = 8;
  static final double FARTHEST = 24;

  /** The horizontal and vertical frequency of each coefficient. */
  private static final int[][] FREQUENCIES = {
    {2, 0}, {0, 2}, {2, 1}, {1, 2}, {2, 2}, {3, 0}, {0, 3}
  };

  private static final int PIXELS = BlockGrid.SIDE * BlockGrid.SIDE;
  private static final double[][] BASES = bases();

  @Override
  public String name() {
    return "luminanceSigns";
  }

  @Override
  public String obstacle(int width, int height, int bits) {
    int squares = BlockGrid.of(width, height).size();
    return squares >= bits
        ? ""
        : "%s: expected at least %d squares of 8 x 8 pixels for as many bits, got %d in %d x %d"
            .formatted(name(), bits, squares, width, height);
  }

  @Override
  public RgbImage embed(RgbImage image, Payload payload) {
    requireRoom(image, payload.bits());
    BlockGrid grid = BlockGrid.of(image.width(), image.height());
    boolean[] bits = payload.spread(grid.size() * BASES.length);
    Plane luminance = luminance(image);
    RgbImage marked = new RgbImage(image.width(), image.height(), image.rgb().clone());
    grid.forEach(
        (square, x, y) -> {
          double[] change = new double[PIXELS];
          for (int c = 0; c < BASES.length; c++) {
            double sign = bits[square * BASES.length + c] ? 1 : -1;
            double missing = AMPLITUDE - sign * coefficient(luminance, x, y, c);
            if (missing > 0 && missing <= FARTHEST) {
              for (int p = 0; p < PIXELS; p++) {
                change[p] += sign * missing * BASES[c][p];
              }
            }
          }
          paint(marked, x, y, change);
        });
    return marked;
  }

  @Override
  public Reading read(RgbImage image, Payload payload) {
    return new SignReading(luminance(image), payload);
  }

  /** The signs of an image, each found once. */
  private static final class SignReading implements Reading {

    private final Plane luminance;
    private final Payload payload;
    private final byte[] known;
    private boolean[] bits = {};

    SignReading(Plane luminance, Payload payload) {
      this.luminance = luminance;
      this.payload = payload;
      this.known = new byte[luminance.width() * luminance.height()];
    }

    @Override
    public Match at(BlockGrid grid, int left, int top) {
      if (bits.length != grid.size() * BASES.length) {
        bits = payload.spread(grid.size() * BASES.length);
      }
      int[] count = new int[2];
      grid.forEachWithin(
          luminance.width(),
          luminance.height(),
          left,
          top,
          (square, x, y) -> {
            int signs = signs(x, y);
            for (int c = 0; c < BASES.length; c++) {
              boolean positive = (signs >> c & 1) == 1;
              count[0]++;
              count[1] += positive == bits[square * BASES.length + c] ? 1 : 0;
            }
          });
      return new Match(count[0], count[1]);
    }

    private int signs(int x, int y) {
      int at = y * luminance.width() + x;
      if (known[at] == 0) {
        int signs = 1 << BASES.length;
        for (int c = 0; c < BASES.length; c++) {
          signs |= coefficient(luminance, x, y, c) > 0 ? 1 << c : 0;
        }
        known[at] = (byte) signs;
      }
      return known[at];
    }
  }

  private static double coefficient(Plane luminance, int x, int y, int c) {
    double sum = 0;
    for (int p = 0; p < PIXELS; p++) {
      sum += BASES[c][p] * luminance.get(x + p % BlockGrid.SIDE, y + p / BlockGrid.SIDE);
    }
    return sum;
  }

  /** Adds a change to a square, and what brings all of its levels into the range if that can be. */
  private static void paint(RgbImage image, int x, int y, double[] change) {
    double over = 0;
    double under = 0;
    for (int p = 0; p < PIXELS; p++) {
      for (int c = 0; c < 3; c++) {
        double level = (image.rgb()[index(image, x, y, p) + c] & 0xff) + change[p];
        over = Math.max(over, level - 255);
        under = Math.max(under, -level);
      }
    }
    double shift = over > 0 && under > 0 ? (under - over) / 2 : under - over;
    for (int p = 0; p < PIXELS; p++) {
      for (int c = 0; c < 3; c++) {
        int at = index(image, x, y, p) + c;
        double level = (image.rgb()[at] & 0xff) + change[p] + shift;
        image.rgb()[at] = (byte) EightBitYuv.level((int) Math.round(level));
      }
    }
  }

  private static int index(RgbImage image, int x, int y, int p) {
    return 3 * ((y + p / BlockGrid.SIDE) * image.width() + x + p % BlockGrid.SIDE);
  }

  private static Plane luminance(RgbImage image) {
    return new Plane(image.width(), image.height(), Luminance.of(image));
  }

  /** The orthonormal cosine basis, [7, 64]. */
  private static double[][] bases() {
    double[][] bases = new double[FREQUENCIES.length][PIXELS];
    for (int c = 0; c < bases.length; c++) {
      for (int p = 0; p < PIXELS; p++) {
        bases[c][p] =
            wave(FREQUENCIES[c][0], p % BlockGrid.SIDE)
                * wave(FREQUENCIES[c][1], p / BlockGrid.SIDE);
      }
    }
    return bases;
  }

  private static double wave(int frequency, int at) {
    int n = BlockGrid.SIDE;
    return frequency == 0
        ? Math.sqrt(1.0 / n)
        : Math.sqrt(2.0 / n) * Math.cos(Math.PI * frequency * (2 * at + 1) / (2 * n));
  }
}
