package org.collapselab.diffusion.clip;

import org.collapselab.diffusion.nn.Ops;

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

  /**
   * The normalised state of the class token.
   *
   * @param image [B,C,S,S], normalised as the model's preprocessor says
   * @return [B,E]
   */
  public <T> T pooled(Ops<T> ops, T image) {
    // The name is misspelt so in transformers, and so in every checkpoint.
    T x = encoder.norm(ops, "vision_model.pre_layrnorm", embed(ops, image));
    T states = encoder.apply(ops, x, config.encoder().layers());
    return encoder.norm(ops, "vision_model.post_layernorm", ops.tokenAt(states, 0));
  }

  /** The image's features [B,P], not normalised; image [B,C,S,S]. */
  public <T> T features(Ops<T> ops, T image) {
    int width = config.encoder().hiddenSize();
    T weight = ops.parameter("visual_projection.weight", config.projectionSize(), width);
    return ops.linear(pooled(ops, image), weight);
  }

  private <T> T embed(Ops<T> ops, T image) {
    int width = config.encoder().hiddenSize();
    int side = config.patchSize();
    T patch =
        ops.parameter(
            "vision_model.embeddings.patch_embedding.weight", width, config.channels(), side, side);
    T classToken = ops.parameter("vision_model.embeddings.class_embedding", width);
    T positions =
        ops.parameter(
            "vision_model.embeddings.position_embedding.weight", config.patches() + 1, width);
    T patches = ops.toTokens(ops.conv2d(image, patch, side, 0));
    T tokens = ops.prependToken(classToken, patches);
    return ops.add(tokens, ops.leadingRows(positions, tokens, 0));
  }
}
