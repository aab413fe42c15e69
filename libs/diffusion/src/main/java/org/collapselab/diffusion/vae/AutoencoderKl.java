package org.collapselab.diffusion.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Layers;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.nn.ResnetBlock;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Weights;

/**
 * The autoencoder of latent diffusion (Rombach et al. 2022, section 3.1), with the parameter names
 * of diffusers' AutoencoderKL.
 *
 * <p>Letters of shapes: B batch, C channels of an image, Z channels of a latent, H and W of an
 * image, h = H / factor and w = W / factor of its latent, F features inside.
 */
public final class AutoencoderKl {

  private static final double EPSILON = 1e-6;
  private static final double LEAST_LOG_VARIANCE = -30;
  private static final double MOST_LOG_VARIANCE = 20;

  private final VaeConfig config;

  public AutoencoderKl(VaeConfig config) {
    this.config = config;
  }

  public VaeConfig config() {
    return config;
  }

  /** {@link #moments} as a network of one input. */
  public Network encoder() {
    return new Encoder(this);
  }

  /** {@link #decode} as a network of one input. */
  public Network decoder() {
    return new Decoder(this);
  }

  /** The name and shape of every parameter, encoder first. */
  public Map<String, long[]> parameters() {
    int side = config.factor();
    Map<String, long[]> parameters = new LinkedHashMap<>();
    long[] image = {1, config.inChannels(), side, side};
    long[] latent = {1, config.latentChannels(), 1, 1};
    parameters.putAll(ShapeOps.of(encoder(), image).parameters());
    parameters.putAll(ShapeOps.of(decoder(), latent).parameters());
    return parameters;
  }

  /** What a file of these parameters is held to. */
  public ParameterCheck parameterCheck() {
    return ParameterCheck.of(parameters())
        .renaming(AutoencoderKl::presentName)
        .orIn(singleFileLayout());
  }

  /** How this autoencoder lies in the single file of a Stable Diffusion. */
  public Layout singleFileLayout() {
    return new CompVisVaeLayout(config.blockOutChannels().size());
  }

  /**
   * Reads the parameters, under their present names, those of diffusers before 0.17 or those of the
   * single file of a Stable Diffusion.
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

  private static String presentName(String name) {
    if (!name.contains(".attentions.")) {
      return name;
    }
    return name.replace(".query.", ".to_q.")
        .replace(".key.", ".to_k.")
        .replace(".value.", ".to_v.")
        .replace(".proj_attn.", ".to_out.0.");
  }

  /**
   * Mean and logarithm of the variance of an image's latent, joined along the channels.
   *
   * @param image [B,C,H,W], values from -1 to 1; H and W multiples of the factor
   * @return [B,2Z,h,w], the log variance clamped to -30 … 20
   */
  public <T> T moments(Ops<T> ops, T image) {
    List<Integer> channels = config.blockOutChannels();
    int last = channels.size() - 1;
    int moments = 2 * config.latentChannels();

    Layers<T> encoder = Layers.of(ops).in("encoder");
    T x = encoder.conv2d("conv_in", image, config.inChannels(), channels.get(0), 3);
    int in = channels.get(0);
    for (int block = 0; block <= last; block++) {
      Layers<T> down = encoder.in("down_blocks." + block);
      int out = channels.get(block);
      for (int layer = 0; layer < config.layersPerBlock(); layer++) {
        x = resnet(down.in("resnets." + layer), x, layer == 0 ? in : out, out);
      }
      if (block < last) {
        x = down.conv2d("downsamplers.0.conv", ops.padBottomRight(x), out, out, 3, 2, 0);
      }
      in = out;
    }
    x = end(encoder, middle(encoder.in("mid_block"), x, in), in, moments);
    x = config.quantConv() ? Layers.of(ops).conv2d("quant_conv", x, moments, moments, 1) : x;
    T logVariance = ops.chunk(x, 2, 1, 1);
    return ops.concatChannels(
        ops.chunk(x, 2, 1, 0), ops.clamp(logVariance, LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE));
  }

  /** The mean [B,Z,h,w] of moments [B,2Z,h,w]. */
  public <T> T mean(Ops<T> ops, T moments) {
    return ops.chunk(moments, 2, 1, 0);
  }

  /** The logarithm of the variance [B,Z,h,w] of moments [B,2Z,h,w], clamped to -30 … 20. */
  public <T> T logVariance(Ops<T> ops, T moments) {
    return ops.chunk(moments, 2, 1, 1);
  }

  /**
   * The image of a latent.
   *
   * @param latent [B,Z,h,w], already divided by the scaling factor
   * @return [B,C,H,W], values about from -1 to 1, not clamped
   */
  public <T> T decode(Ops<T> ops, T latent) {
    List<Integer> channels = config.blockOutChannels();
    int last = channels.size() - 1;
    int z = config.latentChannels();
    int in = channels.get(last);

    Layers<T> decoder = Layers.of(ops).in("decoder");
    T x =
        config.postQuantConv() ? Layers.of(ops).conv2d("post_quant_conv", latent, z, z, 1) : latent;
    x = decoder.conv2d("conv_in", x, z, in, 3);
    x = middle(decoder.in("mid_block"), x, in);
    for (int block = 0; block <= last; block++) {
      Layers<T> up = decoder.in("up_blocks." + block);
      int out = channels.get(last - block);
      for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
        x = resnet(up.in("resnets." + layer), x, layer == 0 ? in : out, out);
      }
      if (block < last) {
        x = up.conv2d("upsamplers.0.conv", ops.upsampleNearest2x(x), out, out, 3);
      }
      in = out;
    }
    return end(decoder, x, in, config.outChannels());
  }

  /** x [B,F,h,w] at the coarsest resolution, to the same shape. */
  private <T> T middle(Layers<T> layers, T x, int features) {
    T y = resnet(layers.in("resnets.0"), x, features, features);
    if (config.midBlockAttention()) {
      y = attention(layers.in("attentions.0"), y, features);
    }
    return resnet(layers.in("resnets.1"), y, features, features);
  }

  /** x [B,F,H,W] to what encoder or decoder gives, [B,O,H,W]. */
  private <T> T end(Layers<T> layers, T x, int features, int out) {
    int groups = config.normNumGroups();
    T y = layers.groupNormSilu("conv_norm_out", x, groups, features, EPSILON);
    return layers.conv2d("conv_out", y, features, out, 3);
  }

  /** x [B,I,H,W] to [B,O,H,W]. */
  private <T> T resnet(Layers<T> layers, T x, int in, int out) {
    return new ResnetBlock<>(layers, config.normNumGroups(), EPSILON, in, out).apply(x);
  }

  /** One head over all positions of x [B,F,H,W], added to x. */
  private <T> T attention(Layers<T> layers, T x, int features) {
    Ops<T> ops = layers.ops();
    T normed = layers.groupNorm("group_norm", x, config.normNumGroups(), features, EPSILON);
    T tokens = ops.toTokens(normed);
    T mixed =
        ops.attention(
            layers.linear("to_q", tokens, features, features),
            layers.linear("to_k", tokens, features, features),
            layers.linear("to_v", tokens, features, features),
            1);
    return ops.add(x, ops.toImage(layers.linear("to_out.0", mixed, features, features), x));
  }

  private record Encoder(AutoencoderKl autoencoder) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return autoencoder.moments(ops, inputs.get(0));
    }
  }

  private record Decoder(AutoencoderKl autoencoder) implements Network {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public <T> T forward(Ops<T> ops, List<T> inputs) {
      return autoencoder.decode(ops, inputs.get(0));
    }
  }
}
