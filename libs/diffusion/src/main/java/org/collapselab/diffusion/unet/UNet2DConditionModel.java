package org.collapselab.diffusion.unet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ResnetBlock;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * The U-Net that predicts noise or velocity from noisy latents, the timestep and a text.
 *
 * <p>Letters of shapes: B batch, C channels, H and W height and width, L tokens, E width of the
 * context. Inputs as a {@link Network}: sample [B,C,H,W], sinusoidal timestep embedding [B,T] or
 * [1,T] from {@link #timestepEmbedding}, context [B,L,E]; output [B,C,H,W]. H and W must be
 * multiples of {@link UNetConfig#sizeMultiple}.
 */
public final class UNet2DConditionModel implements Network {

  private final UNetConfig config;

  /** A U-Net of these hyper-parameters. */
  public UNet2DConditionModel(UNetConfig config) {
    this.config = config;
  }

  /** Its hyper-parameters. */
  public UNetConfig config() {
    return config;
  }

  /**
   * The sinusoidal embedding that {@link #forward} takes.
   *
   * @param manager owns the result
   * @param timesteps one for each row of the batch
   * @return [B,T]
   */
  public NDArray timestepEmbedding(NDManager manager, double... timesteps) {
    return manager.create(
        TimestepEmbedding.of(config, timesteps),
        new Shape(timesteps.length, config.timestepChannels()));
  }

  /** The name and shape of every parameter. */
  public Map<String, long[]> parameters() {
    int side = config.sizeMultiple();
    return ShapeOps.of(
            this,
            new long[] {1, config.inChannels(), side, side},
            new long[] {1, config.timestepChannels()},
            new long[] {1, 1, config.crossAttentionDim()})
        .parameters();
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    return ParameterCheck.of(parameters()).orIn(singleFileLayout());
  }

  /** How this U-Net lies in the single file of a Stable Diffusion. */
  public Layout singleFileLayout() {
    return new CompVisUNetLayout(config);
  }

  /**
   * Reads the parameters, under their own names or those of the single file of a Stable Diffusion.
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

  @Override
  public int inputs() {
    return 3;
  }

  @Override
  public <T> T forward(Ops<T> ops, List<T> inputs) {
    return forward(ops, inputs.get(0), inputs.get(1), inputs.get(2));
  }

  /**
   * One forward pass.
   *
   * @param sample noisy latents [B,C,H,W]
   * @param timestepEmbedding from {@link #timestepEmbedding} [B,T], or [1,T] for all rows
   * @param context hidden states of the text encoder [B,L,E]
   * @return the prediction [B,C,H,W]
   */
  public <T> T forward(Ops<T> ops, T sample, T timestepEmbedding, T context) {
    return new Pass<>(ops, timestepEmbedding, context, false).run(sample);
  }

  /**
   * The U-Net for classifier-free guidance (Ho and Salimans, 2022), where every latent is looked at
   * with two texts. What comes before the first look at the text is computed once for both.
   *
   * <p>Inputs: sample [B,C,H,W], timestep embedding [B,T] or [1,T], contexts [2B,L,E], all first
   * ones before all second ones; output [2B,C,H,W] in that order.
   */
  public Network guided() {
    return new Guided(this);
  }

  private record Guided(UNet2DConditionModel unet) implements Network {

    @Override
    public int inputs() {
      return 3;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return unet.new Pass<T>(ops, inputs.get(1), inputs.get(2), true).run(inputs.get(0));
    }
  }

  /** [B,T] to [B,4T], with the activation that every residual block begins with. */
  private <T> T timeEmbedding(Ops<T> ops, T sinusoidal) {
    Layers<T> layers = Layers.of(ops).in("time_embedding");
    int in = config.timestepChannels();
    int width = timeEmbeddingWidth();
    T hidden = ops.silu(layers.linear("linear_1", sinusoidal, in, width));
    return ops.silu(layers.linear("linear_2", hidden, width, width));
  }

  private int timeEmbeddingWidth() {
    return 4 * config.timestepChannels();
  }

  /** One pass: what its blocks share is the embedding of the time and the context. */
  private final class Pass<T> {

    private final Ops<T> ops;
    private final Layers<T> layers;
    private final T time;
    private final T context;

    /** What the way down leaves for the way up, with its number of channels. */
    private final Deque<Skip<T>> skips = new ArrayDeque<>();

    /** Whether each row stands for two that have differed in nothing so far. */
    private boolean rowsShared;

    private int channels;

    Pass(Ops<T> ops, T sinusoidal, T context, boolean rowsShared) {
      this.ops = ops;
      this.layers = Layers.of(ops);
      this.time = ops.segment(List.of(sinusoidal), in -> timeEmbedding(ops, in.get(0)));
      this.context = context;
      this.rowsShared = rowsShared;
    }

    T run(T sample) {
      int resolutions = config.blockOutChannels().size();
      int first = config.blockOutChannels().get(0);
      T h = convSegment("conv_in", sample, config.inChannels(), first, 1);
      channels = first;
      keep(h);
      for (int i = 0; i < resolutions; i++) {
        h = down(h, i);
      }
      int deepest = resolutions - 1;
      h = layer("mid_block", 0, h, channels, OptionalInt.of(deepest));
      h = layer("mid_block", 1, h, channels, OptionalInt.empty());
      for (int i = deepest; i >= 0; i--) {
        h = up(h, i);
      }
      int last = channels;
      return ops.segment(
          List.of(h),
          in ->
              layers.conv2d("conv_out", normSilu(in.get(0), last), last, config.outChannels(), 3));
    }

    private T down(T x, int resolution) {
      String block = "down_blocks." + resolution;
      int out = config.blockOutChannels().get(resolution);
      T h = x;
      for (int layer = 0; layer < config.layersPerBlock(); layer++) {
        h = layer(block, layer, h, out, attention(resolution));
        keep(h);
      }
      if (resolution < config.blockOutChannels().size() - 1) {
        h = convSegment(block + ".downsamplers.0.conv", h, out, out, 2);
        keep(h);
      }
      return h;
    }

    private T up(T x, int resolution) {
      String block = "up_blocks." + (config.blockOutChannels().size() - 1 - resolution);
      int out = config.blockOutChannels().get(resolution);
      T h = x;
      for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
        Skip<T> skip = skips.pop();
        boolean half = skip.rowsShared() && !rowsShared;
        h =
            ops.segment(
                List.of(h, skip.value()),
                in -> ops.concatChannels(in.get(0), half ? ops.twice(in.get(1)) : in.get(1)));
        channels += skip.channels();
        h = layer(block, layer, h, out, attention(resolution));
      }
      return resolution == 0
          ? h
          : ops.segment(
              List.of(h),
              in ->
                  layers.conv2d(
                      block + ".upsamplers.0.conv", ops.upsampleNearest2x(in.get(0)), out, out, 3));
    }

    /** The resolution whose transformer blocks follow the residual blocks, if any do. */
    private OptionalInt attention(int resolution) {
      return config.crossAttention().get(resolution)
          ? OptionalInt.of(resolution)
          : OptionalInt.empty();
    }

    /** A residual block and the transformer that may follow it. */
    private T layer(String block, int layer, T x, int out, OptionalInt attention) {
      int in = channels;
      channels = out;
      T h =
          ops.segment(
              List.of(x, time),
              given ->
                  new ResnetBlock<>(
                          layers.in(block + ".resnets." + layer),
                          config.normGroups(),
                          config.normEpsilon(),
                          in,
                          out)
                      .apply(given.get(0), given.get(1), timeEmbeddingWidth()));
      if (attention.isEmpty()) {
        return h;
      }
      int heads = config.attentionHeads().get(attention.getAsInt());
      boolean doubling = rowsShared;
      rowsShared = false;
      return ops.segment(
          List.of(h, context),
          given ->
              new Transformer2DModel<>(
                      layers.in(block + ".attentions." + layer), config, out, heads)
                  .apply(given.get(0), given.get(1), doubling));
    }

    private void keep(T h) {
      skips.push(new Skip<>(h, channels, rowsShared));
    }

    private T convSegment(String name, T x, int in, int out, int stride) {
      return ops.segment(
          List.of(x), given -> layers.conv2d(name, given.get(0), in, out, 3, stride, 1));
    }

    private T normSilu(T x, int width) {
      return layers.groupNormSilu(
          "conv_norm_out", x, config.normGroups(), width, config.normEpsilon());
    }
  }

  private record Skip<T>(T value, int channels, boolean rowsShared) {}
}
