package org.collapselab.diffusion.clip;

import org.collapselab.diffusion.nn.Ops;

/**
 * CLIP's text tower, with the parameter names of transformers' CLIPTextModelWithProjection.
 *
 * <p>Letters of shapes: B batch, L tokens, E hidden size, P projection size.
 */
public final class ClipTextModel {

  private final ClipTextConfig config;
  private final TransformerEncoder encoder;

  public ClipTextModel(ClipTextConfig config) {
    this.config = config;
    this.encoder = new TransformerEncoder(config.encoder(), "text_model.encoder", true);
  }

  public ClipTextConfig config() {
    return config;
  }

  /**
   * The state of each token after the final normalisation: what the U-Net attends to.
   *
   * @param ids [B,L], 64-bit integers below V, L at most {@code maxPositions}
   * @return [B,L,E]
   */
  public <T> T lastHiddenState(Ops<T> ops, T ids) {
    T states = encoder.apply(ops, embed(ops, ids), config.encoder().layers());
    return encoder.norm(ops, "text_model.final_layer_norm", states);
  }

  /** The state [B,L,E] of each token before the last layer, not normalised; ids [B,L]. */
  public <T> T penultimateHiddenState(Ops<T> ops, T ids) {
    return encoder.apply(ops, embed(ops, ids), config.encoder().layers() - 1);
  }

  /**
   * The state of each caption's end token.
   *
   * @param lastHiddenState [B,L,E], from {@link #lastHiddenState}
   * @param endPositions [B], 64-bit integers, from {@link ClipTextConfig#endPosition}
   * @return [B,E]
   */
  public <T> T pooled(Ops<T> ops, T lastHiddenState, T endPositions) {
    return ops.tokenAt(lastHiddenState, endPositions);
  }

  /** The caption's features [B,P], not normalised; pooled [B,E]. */
  public <T> T project(Ops<T> ops, T pooled) {
    int width = config.encoder().hiddenSize();
    T weight = ops.parameter("text_projection.weight", config.projectionSize(), width);
    return ops.linear(pooled, weight);
  }

  /** The caption's features [B,P], not normalised; ids [B,L], endPositions [B]. */
  public <T> T features(Ops<T> ops, T ids, T endPositions) {
    return project(ops, pooled(ops, lastHiddenState(ops, ids), endPositions));
  }

  private <T> T embed(Ops<T> ops, T ids) {
    int width = config.encoder().hiddenSize();
    T tokens =
        ops.parameter(
            "text_model.embeddings.token_embedding.weight", config.vocabularySize(), width);
    T positions =
        ops.parameter(
            "text_model.embeddings.position_embedding.weight", config.maxPositions(), width);
    T embedded = ops.embedding(tokens, ids);
    return ops.add(embedded, ops.leadingRows(positions, embedded, 0));
  }
}
