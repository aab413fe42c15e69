package org.collapselab.vision.provenance;

import java.util.List;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;

/** Something that happens to an image on its way, and may take a watermark with it. */
public sealed interface Attack {

  /** The attacks that robustness is stated for. */
  static List<Attack> standard() {
    return List.of(
        new None(),
        new Jpeg(90),
        new Jpeg(75),
        new Jpeg(50),
        new HalfSize(),
        new Crop(0.9),
        new GaussianNoise(5),
        new GaussianNoise(10),
        new GaussianBlur(1));
  }

  /** What a table calls it. */
  String title();

  /**
   * The image afterwards.
   *
   * @param seed of what is random
   */
  RgbImage apply(RgbImage image, int seed);

  /** Nothing. */
  record None() implements Attack {

    @Override
    public String title() {
      return "none";
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      return image;
    }
  }

  /** Saved as JPEG and read again; the colours at half the resolution, as Java writes them. */
  record Jpeg(int quality) implements Attack {

    @Override
    public String title() {
      return "JPEG " + quality;
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      return JpegRoundTrip.of(image, quality);
    }
  }

  /** Half as many pixels a side, of the centre square. */
  record HalfSize() implements Attack {

    @Override
    public String title() {
      return "resize 1/2";
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      return Resize.toSquare(image, Math.min(image.width(), image.height()) / 2);
    }
  }

  /**
   * A part of the image, at a random place.
   *
   * @param side of the part, as a fraction of the image's
   */
  record Crop(double side) implements Attack {

    @Override
    public String title() {
      return "crop to " + Math.round(100 * side) + " %";
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      int width = (int) Math.round(side * image.width());
      int height = (int) Math.round(side * image.height());
      Noise place = Noise.of(new NoiseKey(seed, 0, 0, 0, "crop"));
      int left = place.uniformInt(0, image.width() - width + 1);
      int top = place.uniformInt(1, image.height() - height + 1);
      byte[] rgb = new byte[3 * width * height];
      for (int y = 0; y < height; y++) {
        System.arraycopy(
            image.rgb(), 3 * ((top + y) * image.width() + left), rgb, 3 * y * width, 3 * width);
      }
      return new RgbImage(width, height, rgb);
    }
  }

  /**
   * Noise on every level.
   *
   * @param deviation in levels of 0 to 255
   */
  record GaussianNoise(int deviation) implements Attack {

    @Override
    public String title() {
      return "noise of deviation " + deviation;
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      byte[] rgb = image.rgb().clone();
      float[] noise = Noise.gaussian(new NoiseKey(seed, 0, 0, 0, "attack"), rgb.length);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) EightBitYuv.level(Math.round((rgb[i] & 0xff) + deviation * noise[i]));
      }
      return new RgbImage(image.width(), image.height(), rgb);
    }
  }

  /**
   * Blur; what lies beyond the border is the border.
   *
   * @param deviation in pixels
   */
  record GaussianBlur(int deviation) implements Attack {

    @Override
    public String title() {
      return "blur of " + deviation + " px";
    }

    @Override
    public RgbImage apply(RgbImage image, int seed) {
      return Blur.gaussian(image, deviation);
    }
  }
}
