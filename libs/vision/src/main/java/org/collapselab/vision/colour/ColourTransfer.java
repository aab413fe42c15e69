package org.collapselab.vision.colour;

import java.util.Collection;
import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/**
 * Colour transfer by mean and deviation (Reinhard et al., IEEE Computer Graphics and Applications
 * 21(5), 2001), in L*a*b* in place of the authors' space: each channel is shifted and stretched to
 * the reference's mean and deviation.
 */
public final class ColourTransfer {

  private static final double FLAT = 1e-12;

  private final ChannelMoments reference;

  private ColourTransfer(ChannelMoments reference) {
    this.reference = reference;
  }

  /** Brings images to the colours of one. */
  public static ColourTransfer to(RgbImage reference) {
    return to(List.of(reference));
  }

  /**
   * Brings images to the colours of many taken together.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ColourTransfer to(Collection<RgbImage> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("reference: expected at least one image");
    }
    ChannelMoments moments = new ChannelMoments();
    references.forEach(image -> moments.add(Lab.of(image)));
    return new ColourTransfer(moments);
  }

  /** The image in the reference's colours; values outside of sRGB are cut. */
  public RgbImage apply(RgbImage image) {
    double[] rgb = Lab.toRgb(transferred(Lab.of(image)));
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * rgb[i]);
    }
    return new RgbImage(image.width(), image.height(), bytes);
  }

  /**
   * L*, a* and b* of each pixel shifted and stretched; a channel without spread is only shifted.
   */
  double[] transferred(double[] lab) {
    ChannelMoments own = new ChannelMoments();
    own.add(lab);
    double[] result = new double[lab.length];
    for (int i = 0; i < lab.length; i++) {
      int c = i % Lab.CHANNELS;
      double stretch = own.deviation(c) < FLAT ? 1 : reference.deviation(c) / own.deviation(c);
      result[i] = (lab[i] - own.mean(c)) * stretch + reference.mean(c);
    }
    return result;
  }
}
