package org.collapselab.vision.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionConfig;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.text.BpeTokenizer;

/**
 * The two towers of a CLIP network (Radford et al., arXiv 2103.00020): features of images and of
 * captions in one space of D dimensions, as the projections give them, not normalised; {@link
 * Embeddings#unit} gives their directions.
 */
public final class ClipFeatures implements FeatureNetwork {

  private final NetworkFacts facts;
  private final int dimension;
  private final ImageTower imageTower;
  private final Optional<CaptionTower> captionTower;

  ClipFeatures(
      NetworkFacts facts,
      int dimension,
      ImageTower imageTower,
      Optional<CaptionTower> captionTower) {
    this.facts = facts;
    this.dimension = dimension;
    this.imageTower = imageTower;
    this.captionTower = captionTower;
  }

  /**
   * Loads the network out of a model folder: {@code image_encoder}, {@code text_encoder}, {@code
   * tokenizer} and {@code feature_extractor}.
   *
   * @param name what the identity begins with, such as {@code small-clip}
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if a configuration is wrong or does not fit the others
   */
  public static ClipFeatures open(Path folder, String name, String device) throws IOException {
    return open(folder, name, Batch.on(device));
  }

  static ClipFeatures open(Path folder, String name, Batch batch) throws IOException {
    Path imageConfig = folder.resolve("image_encoder/config.json");
    Path imageWeights = folder.resolve("image_encoder/model.safetensors");
    Path textWeights = folder.resolve("text_encoder/model.safetensors");
    Path processor = folder.resolve("feature_extractor/preprocessor_config.json");
    ClipVisionModel vision = new ClipVisionModel(ClipVisionConfig.read(imageConfig));
    ClipTextModel text =
        new ClipTextModel(ClipTextConfig.read(folder.resolve("text_encoder/config.json")));
    ImagePreprocessing pixels = ImagePreprocessing.read(processor);
    if (pixels.size() != vision.config().imageSize()) {
      throw new IllegalArgumentException(
          "%s: size: expected image_size %d of %s, found %d"
              .formatted(processor, vision.config().imageSize(), imageConfig, pixels.size()));
    }
    int dimension = text.config().projectionSize();
    if (dimension != vision.config().projectionSize()) {
      throw new IllegalArgumentException(
          "%s: projection_dim: expected the text encoder's %d, found %d"
              .formatted(imageConfig, dimension, vision.config().projectionSize()));
    }
    NetworkFacts facts = NetworkIdentity.own(name, pixels, List.of(imageWeights, textWeights));
    BpeTokenizer tokenizer = BpeTokenizer.read(folder.resolve("tokenizer"));
    ImageTower images =
        ImageTower.of(vision.features(), vision.load(imageWeights, batch.device()), pixels, batch);
    try {
      CaptionTower captions =
          CaptionTower.of(text, text.load(textWeights, batch.device()), tokenizer, batch);
      return new ClipFeatures(facts, dimension, images, Optional.of(captions));
    } catch (IOException | RuntimeException e) {
      images.close();
      throw e;
    }
  }

  @Override
  public NetworkFacts facts() {
    return facts;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[][] images(List<RgbImage> images) {
    return imageTower.features(images);
  }

  /** Whether there is a text tower: not where its tokenizer was not given. */
  public boolean readsCaptions() {
    return captionTower.isPresent();
  }

  /**
   * The features of each caption, [N, D]; captions beyond the tokenizer's length are cut.
   *
   * @throws IllegalStateException if it does not read captions
   */
  public float[][] texts(List<String> captions) {
    return captionTower
        .orElseThrow(() -> new IllegalStateException("captions: the network has no tokenizer"))
        .features(captions);
  }

  @Override
  public void close() {
    captionTower.ifPresent(CaptionTower::close);
    imageTower.close();
  }
}
