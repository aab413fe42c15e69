package org.collapselab.vision.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.text.BpeTokenizer;

/** OpenAI's CLIP networks, both towers in one file that the user has. */
final class PublishedClip {

  private static final int SIZE = 224;
  private static final int VOCABULARY = 49408;
  private static final int POSITIONS = 77;
  private static final ImagePreprocessing PIXELS =
      new ImagePreprocessing(
          SIZE,
          List.of(0.48145466, 0.4578275, 0.40821073),
          List.of(0.26862954, 0.26130258, 0.27577711));

  private final ClipVisionModel vision;
  private final ClipTextModel text;

  private PublishedClip(EncoderConfig image, EncoderConfig caption, int patch, int projection) {
    this.vision = new ClipVisionModel(new ClipVisionConfig(image, 3, SIZE, patch, projection));
    this.text =
        new ClipTextModel(
            new ClipTextConfig(caption, VOCABULARY, POSITIONS, projection, VOCABULARY - 1));
  }

  /** The network of this kind. */
  static PublishedClip of(NetworkKind kind) {
    return switch (kind) {
      case CLIP_VIT_B_32 -> new PublishedClip(tower(768, 12, 12), tower(512, 12, 8), 32, 512);
      case CLIP_VIT_L_14 -> new PublishedClip(tower(1024, 24, 16), tower(768, 12, 12), 14, 768);
      case SMALL_CLIP, FID_INCEPTION, DINOV2_VIT_L_14 ->
          throw new IllegalArgumentException("not a published CLIP: " + kind.label());
    };
  }

  private static EncoderConfig tower(int width, int layers, int heads) {
    return EncoderConfig.of(width, layers, heads, Activation.QUICK_GELU);
  }

  /**
   * Loads it.
   *
   * @param weights safetensors; captions are read if the tokenizer's files are beside it
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the tensors are not that network's
   */
  ClipFeatures load(NetworkKind kind, Path weights, String device) throws IOException {
    NetworkFacts facts = NetworkIdentity.published(kind, PIXELS, weights);
    Batch batch = Batch.on(device);
    ImageTower images =
        ImageTower.of(vision.features(), vision.load(weights, device), PIXELS, batch);
    try {
      return new ClipFeatures(
          facts, vision.config().projectionSize(), images, captions(weights, batch));
    } catch (IOException | RuntimeException e) {
      images.close();
      throw e;
    }
  }

  private Optional<CaptionTower> captions(Path weights, Batch batch) throws IOException {
    Path folder = weights.toAbsolutePath().getParent();
    if (!Files.exists(folder.resolve("vocab.json"))) {
      return Optional.empty();
    }
    BpeTokenizer tokenizer = BpeTokenizer.read(folder);
    if (tokenizer.vocabularySize() != VOCABULARY || tokenizer.length() != POSITIONS) {
      throw new IllegalArgumentException(
          "%s: expected a tokenizer of %d tokens and captions of %d, found %d and %d"
              .formatted(
                  folder, VOCABULARY, POSITIONS, tokenizer.vocabularySize(), tokenizer.length()));
    }
    return Optional.of(CaptionTower.of(text, text.load(weights, batch.device()), tokenizer, batch));
  }
}
