package org.collapselab.diffusion.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Ops;
import org.collapselab.diffusion.nn.ParameterCheck;
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
    return ParameterCheck.of(parameters()).renaming(AutoencoderKl::presentName);
  }

  /**
   * Reads the parameters, under their present names or those of diffusers before 0.17.
   *
   * @param file safetensors
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

    T x = conv(ops, "encoder.conv_in", image, config.inChannels(), channels.get(0), 3);
    int in = channels.get(0);
    for (int block = 0; block <= last; block++) {
      String name = "encoder.down_blocks." + block;
      int out = channels.get(block);
      for (int layer = 0; layer < config.layersPerBlock(); layer++) {
        x = resnet(ops, name + ".resnets." + layer, x, layer == 0 ? in : out, out);
      }
      if (block < last) {
        x = downsample(ops, name + ".downsamplers.0.conv", x, out);
      }
      in = out;
    }
    x = middle(ops, "encoder.mid_block", x, in);
    x = normSilu(ops, "encoder.conv_norm_out", x, in);
    x = conv(ops, "encoder.conv_out", x, in, moments, 3);
    x = config.quantConv() ? conv(ops, "quant_conv", x, moments, moments, 1) : x;
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

    T x = config.postQuantConv() ? conv(ops, "post_quant_conv", latent, z, z, 1) : latent;
    x = conv(ops, "decoder.conv_in", x, z, in, 3);
    x = middle(ops, "decoder.mid_block", x, in);
    for (int block = 0; block <= last; block++) {
      String name = "decoder.up_blocks." + block;
      int out = channels.get(last - block);
      for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
        x = resnet(ops, name + ".resnets." + layer, x, layer == 0 ? in : out, out);
      }
      if (block < last) {
        x = conv(ops, name + ".upsamplers.0.conv", ops.upsampleNearest2x(x), out, out, 3);
      }
      in = out;
    }
    x = normSilu(ops, "decoder.conv_norm_out", x, in);
    return conv(ops, "decoder.conv_out", x, in, config.outChannels(), 3);
  }

  /** x [B,F,h,w] at the coarsest resolution, to the same shape. */
  private <T> T middle(Ops<T> ops, String name, T x, int features) {
    T y = resnet(ops, name + ".resnets.0", x, features, features);
    if (config.midBlockAttention()) {
      y = attention(ops, name + ".attentions.0", y, features);
    }
    return resnet(ops, name + ".resnets.1", y, features, features);
  }

  /** x [B,I,H,W] to [B,O,H,W]. */
  private <T> T resnet(Ops<T> ops, String name, T x, int in, int out) {
    T y = conv(ops, name + ".conv1", normSilu(ops, name + ".norm1", x, in), in, out, 3);
    return ops.conv2dAdd(
        normSilu(ops, name + ".norm2", y, out),
        ops.parameter(name + ".conv2.weight", out, out, 3, 3),
        ops.parameter(name + ".conv2.bias", out),
        1,
        1,
        in == out ? x : conv(ops, name + ".conv_shortcut", x, in, out, 1));
  }

  /** One head over all positions of x [B,F,H,W], added to x. */
  private <T> T attention(Ops<T> ops, String name, T x, int features) {
    T tokens = ops.toTokens(norm(ops, name + ".group_norm", x, features));
    T mixed =
        ops.attention(
            linear(ops, name + ".to_q", tokens, features),
            linear(ops, name + ".to_k", tokens, features),
            linear(ops, name + ".to_v", tokens, features),
            1);
    return ops.add(x, ops.toImage(linear(ops, name + ".to_out.0", mixed, features), x));
  }

  /** x [B,F,H,W] to [B,F,H/2,W/2]. */
  private <T> T downsample(Ops<T> ops, String name, T x, int features) {
    T weight = ops.parameter(name + ".weight", features, features, 3, 3);
    T bias = ops.parameter(name + ".bias", features);
    return ops.conv2d(ops.padBottomRight(x), weight, bias, 2, 0);
  }

  private <T> T conv(Ops<T> ops, String name, T x, int in, int out, int kernel) {
    T weight = ops.parameter(name + ".weight", out, in, kernel, kernel);
    return ops.conv2d(x, weight, ops.parameter(name + ".bias", out), 1, kernel / 2);
  }

  private <T> T norm(Ops<T> ops, String name, T x, int features) {
    T weight = ops.parameter(name + ".weight", features);
    T bias = ops.parameter(name + ".bias", features);
    return ops.groupNorm(x, config.normNumGroups(), weight, bias, EPSILON);
  }

  private <T> T normSilu(Ops<T> ops, String name, T x, int features) {
    T weight = ops.parameter(name + ".weight", features);
    T bias = ops.parameter(name + ".bias", features);
    return ops.groupNormSilu(x, config.normNumGroups(), weight, bias, EPSILON);
  }

  private <T> T linear(Ops<T> ops, String name, T tokens, int features) {
    T weight = ops.parameter(name + ".weight", features, features);
    return ops.linear(tokens, weight, ops.parameter(name + ".bias", features));
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
