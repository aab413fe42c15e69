package org.collapselab.diffusion.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * CLIP's vision tower, a vision transformer (Dosovitskiy et al. 2021), with the parameter names of
 * transformers' CLIPVisionModelWithProjection.
 *
 * <p>Letters of shapes: B batch, C channels, S image size, L patches, E hidden size, P projection
 * size.
 */
public final class ClipVisionModel {

  private final ClipVisionConfig config;
  private final TransformerEncoder encoder;

  public ClipVisionModel(ClipVisionConfig config) {
    this.config = config;
    this.encoder = new TransformerEncoder(config.encoder(), "vision_model.encoder", false);
  }

  public ClipVisionConfig config() {
    return config;
  }

  /** {@link #features} as a network of one input, the image. */
  public Network features() {
    return new Features(this);
  }

  /** The name and shape of every parameter, projection included. */
  public Map<String, long[]> parameters() {
    long[] image = {1, config.channels(), config.imageSize(), config.imageSize()};
    return ShapeOps.of(features(), image).parameters();
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    return ParameterCheck.of(parameters())
        .ignoring(ClipVisionModel::isNotOurs)
        .orIn(new OpenClipVisionLayout(config.encoder().layers()));
  }

  /**
   * Reads the parameters from the file of an image encoder or of a whole CLIP model, with the names
   * of transformers, OpenAI or open_clip.
   *
   * @param file safetensors, or the index of its shards
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the tensors are not those of {@link #parameters}; lists
   *     each that is missing, unexpected or of another shape
   */
  public Weights load(Path file, String device) throws IOException {
    return parameterCheck().load(file, device);
  }

  /**
   * The normalised state of the class token.
   *
   * @param image [B,C,S,S], normalised as the model's preprocessor says
   * @return [B,E]
   */
  public <T> T pooled(Ops<T> ops, T image) {
    // The name is misspelt so in transformers, and so in every checkpoint.
    Layers<T> layers = Layers.of(ops).in("vision_model");
    T x = encoder.norm(layers, "pre_layrnorm", embed(layers.in("embeddings"), image));
    T states = encoder.apply(ops, x, config.encoder().layers());
    return encoder.norm(layers, "post_layernorm", ops.tokenAt(states, 0));
  }

  /** The image's features [B,P], not normalised; image [B,C,S,S]. */
  public <T> T features(Ops<T> ops, T image) {
    int width = config.encoder().hiddenSize();
    T weight = ops.parameter("visual_projection.weight", config.projectionSize(), width);
    return ops.linear(pooled(ops, image), weight);
  }

  /** What else there may be: the other tower, the temperature, a buffer of old transformers. */
  private static boolean isNotOurs(String name) {
    return name.startsWith("text_model.")
        || name.startsWith("text_projection.")
        || name.equals("logit_scale")
        || name.equals("vision_model.embeddings.position_ids");
  }

  private <T> T embed(Layers<T> embeddings, T image) {
    Ops<T> ops = embeddings.ops();
    int width = config.encoder().hiddenSize();
    int side = config.patchSize();
    T patch = embeddings.weight("patch_embedding", width, config.channels(), side, side);
    T classToken = embeddings.parameter("class_embedding", width);
    T positions = embeddings.weight("position_embedding", config.patches() + 1, width);
    T patches = ops.toTokens(ops.conv2d(image, patch, side, 0));
    T tokens = ops.prependToken(classToken, patches);
    return ops.add(tokens, ops.leadingRows(positions, tokens, 0));
  }

  private record Features(ClipVisionModel model) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return model.features(ops, inputs.get(0));
    }
  }
}
