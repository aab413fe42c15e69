package org.collapselab.vision.judgement;

import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;

/** What goes wrong with images of a collapsing model, done to real ones. */
enum Degraded {

  /** The mean over a square of 5 x 5 pixels. */
  BLUR {
    @Override
    RgbImage apply(RgbImage image, int seed) {
      byte[] rgb = new byte[image.rgb().length];
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          for (int c = 0; c < 3; c++) {
            int sum = 0;
            for (int at = 0; at < 25; at++) {
              int row = Math.floorMod(y + at / 5 - 2, image.height());
              int column = Math.floorMod(x + at % 5 - 2, image.width());
              sum += image.rgb()[3 * (row * image.width() + column) + c] & 0xff;
            }
            rgb[3 * (y * image.width() + x) + c] = (byte) (sum / 25);
          }
        }
      }
      return new RgbImage(image.width(), image.height(), rgb);
    }
  },

  /** Gaussian noise of deviation 30 on every byte. */
  NOISE {
    @Override
    RgbImage apply(RgbImage image, int seed) {
      byte[] old = image.rgb();
      float[] noise = Noise.gaussian(new NoiseKey(seed, 0, 0, 0, "degraded"), old.length);
      byte[] rgb = new byte[old.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.max(0, Math.min(255, Math.round((old[i] & 0xff) + 30 * noise[i])));
      }
      return new RgbImage(image.width(), image.height(), rgb);
    }
  },

  /** The image's mean colour everywhere. */
  BLANK {
    @Override
    RgbImage apply(RgbImage image, int seed) {
      long[] sum = new long[3];
      byte[] rgb = image.rgb().clone();
      for (int i = 0; i < rgb.length; i++) {
        sum[i % 3] += rgb[i] & 0xff;
      }
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) (3 * sum[i % 3] / rgb.length);
      }
      return new RgbImage(image.width(), image.height(), rgb);
    }
  },

  /** Red lowered and blue raised by 40. */
  COLOUR_SHIFT {
    @Override
    RgbImage apply(RgbImage image, int seed) {
      byte[] rgb = image.rgb().clone();
      for (int i = 0; i < rgb.length; i += 3) {
        rgb[i] = (byte) Math.max(0, (rgb[i] & 0xff) - 40);
        rgb[i + 2] = (byte) Math.min(255, (rgb[i + 2] & 0xff) + 40);
      }
      return new RgbImage(image.width(), image.height(), rgb);
    }
  };

  abstract RgbImage apply(RgbImage image, int seed);
}
