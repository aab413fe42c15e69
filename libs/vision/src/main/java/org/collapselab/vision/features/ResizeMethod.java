package org.collapselab.vision.features;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.collapselab.diffusion.data.RgbImage;

/**
 * How an image comes to the square a network looks at. The choice moves a Fréchet distance by more
 * than many a published difference (Parmar, Zhang and Zhu, arXiv 2104.11222), so a result names it.
 */
public enum ResizeMethod {

  /**
   * Pillow's antialiased bicubic filter on each channel as floats, cut to 0..255 and not rounded to
   * bytes: what clean-fid does.
   */
  PIL_BICUBIC("pil-bicubic") {
    @Override
    float[] planes(RgbImage image, int size) {
      return FloatBicubicResize.planes(image, size);
    }
  },

  /**
   * PyTorch's bilinear interpolation, which skips pixels when it shrinks: what pytorch-fid does.
   */
  LEGACY_BILINEAR("legacy-bilinear") {
    @Override
    float[] planes(RgbImage image, int size) {
      return BilinearResize.planes(image, size);
    }
  };

  private final String label;

  ResizeMethod(String label) {
    this.label = label;
  }

  /** The name in options and results. */
  public String label() {
    return label;
  }

  /**
   * The method of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ResizeMethod of(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "resize: expected %s, got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(ResizeMethod::label)
                                .collect(Collectors.joining(" or ")),
                            label)));
  }

  /** The image as planes [3,size,size] with values in 0..255; its proportions are not kept. */
  abstract float[] planes(RgbImage image, int size);
}
