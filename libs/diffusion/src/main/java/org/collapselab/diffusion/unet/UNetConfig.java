package org.collapselab.diffusion.unet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * The hyper-parameters of the U-Net, as diffusers' {@code unet/config.json} has them. One entry of
 * the lists for each resolution, finest first.
 *
 * @param inChannels channels of the noisy latents
 * @param outChannels channels of the prediction
 * @param blockOutChannels channels of each resolution
 * @param crossAttention whether a resolution has transformers
 * @param attentionHeads attention heads of each resolution
 * @param layersPerBlock residual blocks of each resolution on the way down; one more on the way up
 * @param crossAttentionDim width of the text context
 * @param linearProjection whether the transformers' projections are linear (Stable Diffusion 2) or
 *     1×1 convolutions (Stable Diffusion 1)
 * @param normGroups groups of the group normalisations
 * @param normEpsilon epsilon of the residual blocks' group normalisations
 * @param flipSinToCos whether the timestep embedding has its cosines first
 * @param freqShift shift of the timestep embedding's frequencies
 */
public record UNetConfig(
    int inChannels,
    int outChannels,
    List<Integer> blockOutChannels,
    List<Boolean> crossAttention,
    List<Integer> attentionHeads,
    int layersPerBlock,
    int crossAttentionDim,
    boolean linearProjection,
    int normGroups,
    double normEpsilon,
    boolean flipSinToCos,
    double freqShift) {

  /**
   * Checks that the values fit together.
   *
   * @throws IllegalArgumentException naming the first field that does not
   */
  public UNetConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
    crossAttention = List.copyOf(crossAttention);
    attentionHeads = List.copyOf(attentionHeads);
    int resolutions = blockOutChannels.size();
    check(resolutions > 0, "block_out_channels: expected at least one");
    check(
        crossAttention.size() == resolutions,
        "down_block_types: expected as many as block_out_channels, " + resolutions);
    check(
        attentionHeads.size() == resolutions,
        "attention_head_dim: expected as many as block_out_channels, " + resolutions);
    check(inChannels > 0, "in_channels: expected at least 1");
    check(outChannels > 0, "out_channels: expected at least 1");
    check(layersPerBlock > 0, "layers_per_block: expected at least 1");
    check(crossAttentionDim > 0, "cross_attention_dim: expected at least 1");
    check(normGroups > 0, "norm_num_groups: expected at least 1");
    for (int i = 0; i < resolutions; i++) {
      int channels = blockOutChannels.get(i);
      int heads = attentionHeads.get(i);
      check(
          channels > 0 && channels % normGroups == 0,
          "block_out_channels: "
              + channels
              + " is not a multiple of norm_num_groups "
              + normGroups);
      check(
          heads > 0 && channels % heads == 0,
          "attention_head_dim: " + channels + " channels do not split into " + heads + " heads");
    }
    check(
        blockOutChannels.get(0) % 2 == 0,
        "block_out_channels: the first is the width of the timestep embedding and must be even");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("U-Net configuration: " + message);
    }
  }

  /**
   * Reads diffusers' {@code config.json}.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it asks for something this U-Net does not have; the message
   *     names the key
   */
  public static UNetConfig read(Path file) throws IOException {
    return of(ConfigJson.read(file));
  }

  /**
   * Reads the keys of diffusers' {@code config.json}.
   *
   * @throws IllegalArgumentException if they ask for something this U-Net does not have; the
   *     message names the key
   */
  public static UNetConfig of(ConfigJson json) {
    return UNetConfigJson.read(json);
  }

  /**
   * Parses the text of diffusers' {@code config.json}.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static UNetConfig parse(String json) {
    return of(ConfigJson.parse("unet/config.json", json));
  }

  /**
   * The keys of {@code config.json}, in diffusers' names.
   *
   * @param sampleSize height and width of the latents it is trained on
   */
  public Map<String, Object> toJson(int sampleSize) {
    Map<String, Object> json = UNetConfigJson.write(this);
    json.put("sample_size", sampleSize);
    return json;
  }

  /** Width of the timestep embedding before its two layers. */
  public int timestepChannels() {
    return blockOutChannels.get(0);
  }

  /** The latents' height and width must be multiples of this. */
  public int sizeMultiple() {
    return 1 << (blockOutChannels.size() - 1);
  }
}
