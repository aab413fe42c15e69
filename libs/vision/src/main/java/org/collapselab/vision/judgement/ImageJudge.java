package org.collapselab.vision.judgement;

import java.util.Collections;
import java.util.List;
import org.collapselab.diffusion.data.CorruptImageException;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.features.FeatureCache;

/**
 * Judges image files with their captions: decodes them, embeds image and caption, and asks a {@link
 * Judge} that was calibrated with the same network. Safe for use by several threads.
 */
public final class ImageJudge {

  private static final int CAPTIONS_KEPT = 4096;

  private final ClipFeatures clip;
  private final Judge judge;
  private final FeatureCache captions = FeatureCache.inMemory(CAPTIONS_KEPT);

  private ImageJudge(ClipFeatures clip, Judge judge) {
    this.clip = clip;
    this.judge = judge;
  }

  /** A real image and what it shows. */
  public record Captioned(RgbImage image, String caption) {}

  /**
   * Learns from real images.
   *
   * @param clip stays the caller's to close
   * @param policy what an image can be rejected for
   * @param falseRejectionRate as of {@link Judge#calibrate}
   */
  public static ImageJudge calibrate(
      ClipFeatures clip, Policy policy, List<Captioned> real, double falseRejectionRate) {
    List<RgbImage> images = real.stream().map(Captioned::image).toList();
    List<String> captions = real.stream().map(Captioned::caption).toList();
    return new ImageJudge(
        clip,
        Judge.calibrate(
            policy, images, clip.images(images), clip.texts(captions), falseRejectionRate));
  }

  /**
   * Judges a PNG or JPEG file.
   *
   * @param name what the reason calls the file if it cannot be decoded
   * @param caption what it should show
   */
  public Verdict judge(byte[] file, String name, String caption) {
    RgbImage image;
    try {
      image = ImageDecoder.decode(file, name);
    } catch (CorruptImageException e) {
      return new Verdict(
          false, Collections.emptySortedMap(), List.of("undecodable: " + e.getMessage()));
    }
    return judge(image, caption);
  }

  /** Judges a decoded image. */
  public Verdict judge(RgbImage image, String caption) {
    float[] embedding = clip.images(List.of(image))[0];
    return judge.judge(image, embedding, embeddingOf(caption));
  }

  private float[] embeddingOf(String caption) {
    return captions
        .find(caption, clip.network())
        .orElseGet(
            () -> {
              float[] embedding = clip.texts(List.of(caption))[0];
              captions.keep(caption, clip.network(), embedding);
              return embedding;
            });
  }
}
