package org.collapselab.vision.features;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/**
 * The whole image resized to S x S, each channel less its mean over its deviation.
 *
 * @param size S
 * @param resize how
 * @param mean of red, green and blue, on a scale of 0 to 255
 * @param deviation of red, green and blue, on a scale of 0 to 255
 */
record SquarePixels(int size, ResizeMethod resize, List<Double> mean, List<Double> deviation)
    implements Pixels {

  /**
   * What goes into the FID's Inception. clean-fid takes 128 from a value and divides by 128, as
   * TensorFlow's graph does; pytorch-fid maps 0..255 to -1..1.
   */
  static SquarePixels inception(int size, ResizeMethod resize) {
    double middle =
        switch (resize) {
          case PIL_BICUBIC -> 128;
          case LEGACY_BILINEAR -> 127.5;
        };
    return new SquarePixels(
        size, resize, List.of(middle, middle, middle), List.of(middle, middle, middle));
  }

  /** What goes into networks that were trained on ImageNet with its moments. */
  static SquarePixels imageNet(int size, ResizeMethod resize) {
    return new SquarePixels(
        size,
        resize,
        List.of(255 * 0.485, 255 * 0.456, 255 * 0.406),
        List.of(255 * 0.229, 255 * 0.224, 255 * 0.225));
  }

  @Override
  public float[] planes(RgbImage image) {
    float[] planes = resize.planes(image, size);
    int pixels = size * size;
    for (int c = 0; c < 3; c++) {
      double middle = mean.get(c);
      double scale = deviation.get(c);
      for (int i = c * pixels; i < (c + 1) * pixels; i++) {
        planes[i] = (float) ((planes[i] - middle) / scale);
      }
    }
    return planes;
  }
}
