package org.collapselab.vision.provenance;

import java.util.List;

/** Every way of putting bits into an image. */
public final class WatermarkSchemes {

  /** The {@code dwtDctSvd} method of the invisible-watermark package, images of 256 x 256 up. */
  public static final ColourDifferenceScheme DWT_DCT_SVD = ColourDifferenceScheme.dwtDctSvd();

  /** The {@code dwtDct} method of the invisible-watermark package, images of 256 x 256 up. */
  public static final ColourDifferenceScheme DWT_DCT = ColourDifferenceScheme.dwtDct();

  /** This project's own, for small images: from 64 x 64 up with a payload of 64 bits. */
  public static final WatermarkScheme LUMINANCE_SIGNS = new LuminanceScheme();

  private static final List<WatermarkScheme> ALL = List.of(LUMINANCE_SIGNS, DWT_DCT_SVD, DWT_DCT);

  private WatermarkSchemes() {}

  /**
   * The scheme of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WatermarkScheme named(String name) {
    return ALL.stream()
        .filter(scheme -> scheme.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "watermark: expected one of %s, got '%s'"
                        .formatted(ALL.stream().map(WatermarkScheme::name).toList(), name)));
  }
}
