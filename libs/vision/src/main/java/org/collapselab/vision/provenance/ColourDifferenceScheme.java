package org.collapselab.vision.provenance;

import java.util.function.Supplier;
import org.collapselab.diffusion.data.RgbImage;

/**
 * The methods of the invisible-watermark package (github.com/ShieldMnt/invisible-watermark, version
 * 0.2.0), compatible in both directions: the U channel of 8-bit YUV, one level of the Haar
 * transform, a step of 36. Two habits of the package belong to its images and are kept: the
 * horizontal and vertical detail bands change places, and levels are cut off, not rounded. A level
 * below 0 or above 255, which the package lets wrap around, is cut to the range here.
 */
public final class ColourDifferenceScheme implements WatermarkScheme {

  private static final double STEP = 36;
  private static final long FEWEST_PIXELS = 256 * 256;
  private static final int U = 1;

  private final String name;
  private final Supplier<BlockRule> rule;

  private ColourDifferenceScheme(String name, Supplier<BlockRule> rule) {
    this.name = name;
    this.rule = rule;
  }

  static ColourDifferenceScheme dwtDctSvd() {
    return new ColourDifferenceScheme("dwtDctSvd", () -> new SingularValueRule(STEP));
  }

  static ColourDifferenceScheme dwtDct() {
    return new ColourDifferenceScheme("dwtDct", () -> new LargestCoefficientRule(STEP));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String obstacle(int width, int height, int bits) {
    if ((long) width * height < FEWEST_PIXELS) {
      return "%s: expected an image of at least 256 x 256 pixels, got %d x %d"
          .formatted(name, width, height);
    }
    int squares = BlockGrid.of(width, height).size();
    return squares >= bits
        ? ""
        : "%s: expected at least %d squares of 8 x 8 pixels for as many bits, got %d in %d x %d"
            .formatted(name, bits, squares, width, height);
  }

  @Override
  public RgbImage embed(RgbImage image, Payload payload) {
    requireRoom(image, payload.bits());
    BlockRule writer = rule.get();
    Plane[] yuv = EightBitYuv.of(image);
    // The package transforms what is a multiple of 4, of which only whole squares carry bits.
    Plane low = new Plane(image.width() / 4 * 2, image.height() / 4 * 2);
    for (int y = 0; y < low.height(); y++) {
      for (int x = 0; x < low.width(); x++) {
        low.set(x, y, HaarBlock.low(yuv[U], 2 * x, 2 * y));
      }
    }
    BlockGrid.of(image.width(), image.height())
        .forEach(
            (square, x, y) -> {
              double[] band = HaarBlock.lowBand(yuv[U], x, y);
              writer.write(band, payload.bit(square % payload.bits()));
              for (int i = 0; i < band.length; i++) {
                low.set(x / 2 + i % HaarBlock.BAND, y / 2 + i / HaarBlock.BAND, band[i]);
              }
            });
    for (int y = 0; y < low.height(); y++) {
      for (int x = 0; x < low.width(); x++) {
        HaarBlock.replace(yuv[U], 2 * x, 2 * y, low.get(x, y));
      }
    }
    return EightBitYuv.image(yuv);
  }

  /**
   * The bits that an image holds, marked or not, as the package reads them: of each bit what most
   * of its squares say, and 1 where they are split evenly.
   *
   * @param bits of the payload
   * @throws IllegalArgumentException if the image is too small for so many
   */
  public boolean[] decode(RgbImage image, int bits) {
    requireRoom(image, bits);
    Plane plane = EightBitYuv.of(image)[U];
    BlockRule reader = rule.get();
    int[] votes = new int[bits];
    BlockGrid.of(image.width(), image.height())
        .forEach(
            (square, x, y) ->
                votes[square % bits] += reader.read(HaarBlock.lowBand(plane, x, y)) ? 1 : -1);
    boolean[] decoded = new boolean[bits];
    for (int i = 0; i < bits; i++) {
      decoded[i] = votes[i] >= 0;
    }
    return decoded;
  }

  @Override
  public Reading read(RgbImage image, Payload payload) {
    Plane plane = EightBitYuv.of(image)[U];
    BlockRule reader = rule.get();
    byte[] known = new byte[image.width() * image.height()];
    return (grid, left, top) -> {
      int[] votes = new int[payload.bits()];
      boolean[] seen = new boolean[payload.bits()];
      grid.forEachWithin(
          image.width(),
          image.height(),
          left,
          top,
          (square, x, y) -> {
            int at = y * image.width() + x;
            if (known[at] == 0) {
              known[at] = (byte) (reader.read(HaarBlock.lowBand(plane, x, y)) ? 1 : -1);
            }
            votes[square % votes.length] += known[at];
            seen[square % votes.length] = true;
          });
      int bits = 0;
      int matching = 0;
      for (int i = 0; i < votes.length; i++) {
        bits += seen[i] ? 1 : 0;
        matching += seen[i] && votes[i] >= 0 == payload.bit(i) ? 1 : 0;
      }
      return new Match(bits, matching);
    };
  }
}
