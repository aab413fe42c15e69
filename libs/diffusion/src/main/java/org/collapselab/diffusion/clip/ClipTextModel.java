package org.collapselab.diffusion.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * CLIP's text tower, with the parameter names of transformers' CLIPTextModelWithProjection.
 *
 * <p>Letters of shapes: B batch, L tokens, E hidden size, P projection size.
 */
public final class ClipTextModel {

  private static final String PROJECTION = "text_projection.weight";
  private static final String STABLE_DIFFUSION_2 = "cond_stage_model.model.";

  private final ClipTextConfig config;
  private final TransformerEncoder encoder;

  public ClipTextModel(ClipTextConfig config) {
    this.config = config;
    this.encoder = new TransformerEncoder(config.encoder(), "text_model.encoder", true);
  }

  public ClipTextConfig config() {
    return config;
  }

  /** {@link #lastHiddenState} as a network of one input, ids. */
  public Network states() {
    return new States(this);
  }

  /** {@link #features} as a network of two inputs, ids and endPositions. */
  public Network features() {
    return new Features(this);
  }

  /** The name and shape of every parameter, projection included. */
  public Map<String, long[]> parameters() {
    return ShapeOps.of(features(), new long[] {1, config.maxPositions()}, new long[] {1})
        .parameters();
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    int layers = config.encoder().layers();
    return ParameterCheck.of(parameters())
        .optional(PROJECTION::equals)
        .ignoring(ClipTextModel::isNotOurs)
        .orIn(new OpenClipTextLayout("", layers))
        .orIn(new OpenClipTextLayout("text.", layers))
        .orIn(new OpenClipTextLayout(STABLE_DIFFUSION_2, layers))
        .orIn(new PrefixedTextLayout());
  }

  /** How this tower lies in the single file of a Stable Diffusion. */
  public Layout singleFileLayout() {
    // Stable Diffusion 1 has OpenAI's tower as transformers names it, 2 has open_clip's.
    return config.encoder().activation() == Activation.QUICK_GELU
        ? new PrefixedTextLayout()
        : new OpenClipTextLayout(STABLE_DIFFUSION_2, config.encoder().layers());
  }

  /**
   * Reads the parameters from the file of a text encoder, which may lack the projection, of a whole
   * CLIP model, with the names of transformers, OpenAI or open_clip, or from the single file of a
   * Stable Diffusion.
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
   * The state of each token after the final normalisation: what the U-Net attends to.
   *
   * @param ids [B,L], 64-bit integers below V, L at most {@code maxPositions}
   * @return [B,L,E]
   */
  public <T> T lastHiddenState(Ops<T> ops, T ids) {
    T states = encoder.apply(ops, embed(ops, ids), config.encoder().layers());
    return encoder.norm(Layers.of(ops), "text_model.final_layer_norm", states);
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
    T weight = ops.parameter(PROJECTION, config.projectionSize(), width);
    return ops.linear(pooled, weight);
  }

  /** The caption's features [B,P], not normalised; ids [B,L], endPositions [B]. */
  public <T> T features(Ops<T> ops, T ids, T endPositions) {
    return project(ops, pooled(ops, lastHiddenState(ops, ids), endPositions));
  }

  /** What else there may be: the other tower, the temperature, a buffer of old transformers. */
  private static boolean isNotOurs(String name) {
    return name.startsWith("vision_model.")
        || name.startsWith("visual_projection.")
        || name.equals("logit_scale")
        || name.equals("text_model.embeddings.position_ids");
  }

  private <T> T embed(Ops<T> ops, T ids) {
    int width = config.encoder().hiddenSize();
    Layers<T> embeddings = Layers.of(ops).in("text_model.embeddings");
    T tokens = embeddings.weight("token_embedding", config.vocabularySize(), width);
    T positions = embeddings.weight("position_embedding", config.maxPositions(), width);
    T embedded = ops.embedding(tokens, ids);
    return ops.add(embedded, ops.leadingRows(positions, embedded, 0));
  }

  private record States(ClipTextModel model) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return model.lastHiddenState(ops, inputs.get(0));
    }
  }

  private record Features(ClipTextModel model) implements Network {

    @Override
    public int inputs() {
      return 2;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return model.features(ops, inputs.get(0), inputs.get(1));
    }
  }
}
