package org.collapselab.diffusion.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * The shape of an autoencoder, as in the config.json of diffusers' AutoencoderKL.
 *
 * @param inChannels channels of an image that goes in
 * @param outChannels channels of an image that comes out
 * @param latentChannels channels of a latent
 * @param blockOutChannels channels of each block, finest first; every block but the last halves
 *     height and width
 * @param layersPerBlock residual layers in a block of the encoder; the decoder has one more
 * @param normNumGroups groups of every group normalisation
 * @param midBlockAttention whether the middle block attends over all positions
 * @param quantConv whether a 1×1 convolution follows the encoder
 * @param postQuantConv whether a 1×1 convolution precedes the decoder
 * @param sampleSize height and width of the images it was trained on
 * @param scalingFactor what latents are multiplied by to have about unit variance
 */
public record VaeConfig(
    int inChannels,
    int outChannels,
    int latentChannels,
    List<Integer> blockOutChannels,
    int layersPerBlock,
    int normNumGroups,
    boolean midBlockAttention,
    boolean quantConv,
    boolean postQuantConv,
    int sampleSize,
    double scalingFactor) {

  private static final String DOWN_BLOCK = "DownEncoderBlock2D";
  private static final String UP_BLOCK = "UpDecoderBlock2D";

  public VaeConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
  }

  /**
   * An autoencoder of RGB images with the given blocks and diffusers' defaults for the rest.
   *
   * @param blockOutChannels such as 16, 32, 64
   */
  public static VaeConfig rgb(
      List<Integer> blockOutChannels,
      int layersPerBlock,
      int normNumGroups,
      int latentChannels,
      int sampleSize,
      double scalingFactor) {
    return new VaeConfig(
        3,
        3,
        latentChannels,
        blockOutChannels,
        layersPerBlock,
        normNumGroups,
        true,
        true,
        true,
        sampleSize,
        scalingFactor);
  }

  /**
   * Reads config.json.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a field is wrong or asks for what is not built here
   */
  public static VaeConfig read(Path file) throws IOException {
    return of(ConfigJson.read(file));
  }

  /** Reads the fields of an AutoencoderKL. */
  public static VaeConfig of(ConfigJson json) {
    List<Integer> channels = json.positives("block_out_channels");
    int groups = json.positive("norm_num_groups", 32);
    if (channels.stream().anyMatch(c -> c % groups != 0)) {
      throw json.expected("block_out_channels", "multiples of norm_num_groups " + groups);
    }
    requireBlocks(json, "down_block_types", DOWN_BLOCK, channels.size());
    requireBlocks(json, "up_block_types", UP_BLOCK, channels.size());
    if (!json.text("act_fn", "silu").equals("silu")) {
      throw json.expected("act_fn", "silu");
    }
    if (json.has("shift_factor") && json.number("shift_factor", 0) != 0) {
      throw json.expected("shift_factor", "none");
    }
    return new VaeConfig(
        json.positive("in_channels", 3),
        json.positive("out_channels", 3),
        json.positive("latent_channels", 4),
        channels,
        json.positive("layers_per_block", 1),
        groups,
        json.flag("mid_block_add_attention", true),
        json.flag("use_quant_conv", true),
        json.flag("use_post_quant_conv", true),
        json.positive("sample_size", 32),
        json.number("scaling_factor", 0.18215));
  }

  private static void requireBlocks(ConfigJson json, String field, String type, int count) {
    if (!json.texts(field).equals(Collections.nCopies(count, type))) {
      throw json.expected(field, "%d times %s".formatted(count, type));
    }
  }

  /** How many times an image is larger than its latent, in each direction. */
  public int factor() {
    return 1 << (blockOutChannels.size() - 1);
  }

  /** The fields of config.json, in diffusers' names. */
  public Map<String, Object> toJson() {
    int blocks = blockOutChannels.size();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_class_name", "AutoencoderKL");
    json.put("act_fn", "silu");
    json.put("block_out_channels", blockOutChannels);
    json.put("down_block_types", Collections.nCopies(blocks, DOWN_BLOCK));
    json.put("in_channels", inChannels);
    json.put("latent_channels", latentChannels);
    json.put("layers_per_block", layersPerBlock);
    json.put("mid_block_add_attention", midBlockAttention);
    json.put("norm_num_groups", normNumGroups);
    json.put("out_channels", outChannels);
    json.put("sample_size", sampleSize);
    json.put("scaling_factor", scalingFactor);
    json.put("up_block_types", Collections.nCopies(blocks, UP_BLOCK));
    json.put("use_post_quant_conv", postQuantConv);
    json.put("use_quant_conv", quantConv);
    return json;
  }
}
