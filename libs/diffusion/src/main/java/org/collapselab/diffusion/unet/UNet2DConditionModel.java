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
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * The U-Net that predicts noise or velocity from noisy latents, the timestep and a text.
 *
 * <p>Letters of shapes: B batch, C channels, H and W height and width, L tokens, E width of the
 * context. Inputs as a {@link Network}: sample [B,C,H,W], sinusoidal timestep embedding [B,T] from
 * {@link #timestepEmbedding}, context [B,L,E]; output [B,C,H,W]. H and W must be multiples of
 * {@link UNetConfig#sizeMultiple}.
 */
public final class UNet2DConditionModel implements Network {

  /** Transformer2DModel fixes this one; the residual blocks' is configured. */
  private static final double TRANSFORMER_NORM_EPSILON = 1e-6;

  private static final double LAYER_NORM_EPSILON = 1e-5;

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
    return ParameterCheck.of(parameters());
  }

  /**
   * Reads the parameters.
   *
   * @param file safetensors
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
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
   * @param timestepEmbedding from {@link #timestepEmbedding} [B,T]
   * @param context hidden states of the text encoder [B,L,E]
   * @return the prediction [B,C,H,W]
   */
  public <T> T forward(Ops<T> ops, T sample, T timestepEmbedding, T context) {
    return new Pass<>(ops, timeEmbedding(ops, timestepEmbedding), context).run(sample);
  }

  private <T> T timeEmbedding(Ops<T> ops, T sinusoidal) {
    int in = config.timestepChannels();
    int width = timeEmbeddingWidth();
    T hidden = ops.silu(linear(ops, "time_embedding.linear_1", sinusoidal, in, width));
    return linear(ops, "time_embedding.linear_2", hidden, width, width);
  }

  private int timeEmbeddingWidth() {
    return 4 * config.timestepChannels();
  }

  private static <T> T linear(Ops<T> ops, String name, T x, int in, int out) {
    return ops.linear(
        x, ops.parameter(name + ".weight", out, in), ops.parameter(name + ".bias", out));
  }

  /** One pass: what its blocks share is the embedding of the time and the context. */
  private final class Pass<T> {

    private final Ops<T> ops;
    private final T time;
    private final T context;

    /** What the way down leaves for the way up, with its number of channels. */
    private final Deque<Skip<T>> skips = new ArrayDeque<>();

    private int channels;

    Pass(Ops<T> ops, T timeEmbedding, T context) {
      this.ops = ops;
      this.time = ops.silu(timeEmbedding);
      this.context = context;
    }

    T run(T sample) {
      int resolutions = config.blockOutChannels().size();
      int first = config.blockOutChannels().get(0);
      T h = conv("conv_in", sample, config.inChannels(), first, 3, 1);
      channels = first;
      keep(h);
      for (int i = 0; i < resolutions; i++) {
        h = down(h, i);
      }
      int deepest = resolutions - 1;
      h = resnet("mid_block.resnets.0", h, channels);
      h = transformer("mid_block.attentions.0", h, config.attentionHeads().get(deepest));
      h = resnet("mid_block.resnets.1", h, channels);
      for (int i = deepest; i >= 0; i--) {
        h = up(h, i);
      }
      h = normSilu("conv_norm_out", h, channels);
      return conv("conv_out", h, channels, config.outChannels(), 3, 1);
    }

    private T down(T x, int resolution) {
      String block = "down_blocks." + resolution;
      T h = x;
      for (int layer = 0; layer < config.layersPerBlock(); layer++) {
        h = layer(block, h, layer, resolution);
        keep(h);
      }
      if (resolution < config.blockOutChannels().size() - 1) {
        h = conv(block + ".downsamplers.0.conv", h, channels, channels, 3, 2);
        keep(h);
      }
      return h;
    }

    private T up(T x, int resolution) {
      String block = "up_blocks." + (config.blockOutChannels().size() - 1 - resolution);
      T h = x;
      for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
        Skip<T> skip = skips.pop();
        h = ops.concatChannels(h, skip.value());
        channels += skip.channels();
        h = layer(block, h, layer, resolution);
      }
      if (resolution > 0) {
        h = ops.upsampleNearest2x(h);
        h = conv(block + ".upsamplers.0.conv", h, channels, channels, 3, 1);
      }
      return h;
    }

    private T layer(String block, T x, int layer, int resolution) {
      int out = config.blockOutChannels().get(resolution);
      T h = resnet(block + ".resnets." + layer, x, out);
      return config.crossAttention().get(resolution)
          ? transformer(block + ".attentions." + layer, h, config.attentionHeads().get(resolution))
          : h;
    }

    private void keep(T h) {
      skips.push(new Skip<>(h, channels));
    }

    private T resnet(String name, T x, int out) {
      int in = channels;
      T h = normSilu(name + ".norm1", x, in);
      h = conv(name + ".conv1", h, in, out, 3, 1);
      T shift = linear(ops, name + ".time_emb_proj", time, timeEmbeddingWidth(), out);
      h = normSilu(name + ".norm2", ops.addPerChannel(h, shift), out);
      h = conv(name + ".conv2", h, out, out, 3, 1);
      channels = out;
      return ops.add(in == out ? x : conv(name + ".conv_shortcut", x, in, out, 1, 1), h);
    }

    private T transformer(String name, T x, int heads) {
      T h =
          ops.groupNorm(
              x,
              config.normGroups(),
              ops.parameter(name + ".norm.weight", channels),
              ops.parameter(name + ".norm.bias", channels),
              TRANSFORMER_NORM_EPSILON);
      if (config.linearProjection()) {
        h = linear(ops, name + ".proj_in", ops.toTokens(h), channels, channels);
      } else {
        h = ops.toTokens(conv(name + ".proj_in", h, channels, channels, 1, 1));
      }
      h = transformerBlock(name + ".transformer_blocks.0", h, heads);
      if (config.linearProjection()) {
        h = ops.toImage(linear(ops, name + ".proj_out", h, channels, channels), x);
      } else {
        h = conv(name + ".proj_out", ops.toImage(h, x), channels, channels, 1, 1);
      }
      return ops.add(h, x);
    }

    private T transformerBlock(String name, T x, int heads) {
      T normed = layerNorm(name + ".norm1", x);
      T h = ops.add(attention(name + ".attn1", normed, normed, channels, heads), x);
      normed = layerNorm(name + ".norm2", h);
      int width = config.crossAttentionDim();
      h = ops.add(attention(name + ".attn2", normed, context, width, heads), h);
      T gated =
          linear(
              ops, name + ".ff.net.0.proj", layerNorm(name + ".norm3", h), channels, 8 * channels);
      return ops.add(linear(ops, name + ".ff.net.2", ops.geglu(gated), 4 * channels, channels), h);
    }

    private T attention(String name, T x, T attended, int width, int heads) {
      T query = ops.linear(x, ops.parameter(name + ".to_q.weight", channels, channels));
      T key = ops.linear(attended, ops.parameter(name + ".to_k.weight", channels, width));
      T value = ops.linear(attended, ops.parameter(name + ".to_v.weight", channels, width));
      T mixed = ops.attention(query, key, value, heads);
      return linear(ops, name + ".to_out.0", mixed, channels, channels);
    }

    private T layerNorm(String name, T x) {
      return ops.layerNorm(
          x,
          ops.parameter(name + ".weight", channels),
          ops.parameter(name + ".bias", channels),
          LAYER_NORM_EPSILON);
    }

    private T normSilu(String name, T x, int width) {
      return ops.groupNormSilu(
          x,
          config.normGroups(),
          ops.parameter(name + ".weight", width),
          ops.parameter(name + ".bias", width),
          config.normEpsilon());
    }

    private T conv(String name, T x, int in, int out, int kernel, int stride) {
      return ops.conv2d(
          x,
          ops.parameter(name + ".weight", out, in, kernel, kernel),
          ops.parameter(name + ".bias", out),
          stride,
          kernel / 2);
    }
  }

  private record Skip<T>(T value, int channels) {}
}
