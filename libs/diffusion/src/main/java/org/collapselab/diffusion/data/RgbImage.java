package org.collapselab.diffusion.data;

import java.util.Arrays;

/** An 8-bit sRGB image; pixels run row by row from the top left, three bytes each. */
public final class RgbImage {

  private final int width;
  private final int height;
  private final byte[] rgb;

  /**
   * Holds the given pixels, not a copy.
   *
   * @param rgb red, green and blue of each pixel, {@code 3 * width * height} bytes
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  public RgbImage(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || (long) rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels needs %d bytes, not %d"
              .formatted(width, height, 3L * width * height, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * The image whose planes these are.
   *
   * @param planes channels, rows, columns: shape [3,H,W], values in [-1,1]; others are clipped
   */
  public static RgbImage ofPlanes(int width, int height, float[] planes) {
    int pixels = Math.multiplyExact(width, height);
    if (planes.length != 3 * pixels) {
      throw new IllegalArgumentException(
          "planes of %d x %d pixels need %d values, not %d"
              .formatted(width, height, 3L * pixels, planes.length));
    }
    byte[] rgb = new byte[3 * pixels];
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < 3; c++) {
        float unit = planes[c * pixels + p] / 2 + 0.5f;
        rgb[3 * p + c] = (byte) Math.round(Math.min(1f, Math.max(0f, unit)) * 255f);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** The pixels as planes [3,H,W] with values in [-1,1], as the networks take them. */
  public float[] toPlanes() {
    int pixels = width * height;
    float[] planes = new float[3 * pixels];
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < 3; c++) {
        planes[c * pixels + p] = (rgb[3 * p + c] & 0xff) / 127.5f - 1f;
      }
    }
    return planes;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The pixels themselves, not a copy. */
  public byte[] rgb() {
    return rgb;
  }

  /** The image seen in a mirror: left and right exchanged. */
  public RgbImage mirrored() {
    byte[] mirrored = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(rgb, 3 * (y * width + x), mirrored, 3 * (y * width + width - 1 - x), 3);
      }
    }
    return new RgbImage(width, height, mirrored);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage image
        && image.width == width
        && image.height == height
        && Arrays.equals(image.rgb, rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + " x " + height + "]";
  }
}
