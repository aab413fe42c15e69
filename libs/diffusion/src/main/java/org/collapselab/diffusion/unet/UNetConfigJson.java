package org.collapselab.diffusion.unet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * Diffusers' configuration file. Diffusers has many more switches than the Stable Diffusion models
 * use; a file that sets one of them to anything but its neutral value is refused rather than
 * misread.
 */
final class UNetConfigJson {

  private static final String DOWN_WITH_ATTENTION = "CrossAttnDownBlock2D";
  private static final String DOWN = "DownBlock2D";
  private static final String UP_WITH_ATTENTION = "CrossAttnUpBlock2D";
  private static final String UP = "UpBlock2D";

  /** The keys read below, and those that do not change the result in 32-bit floats. */
  private static final Set<String> READ =
      Set.of(
          "attention_head_dim",
          "block_out_channels",
          "cross_attention_dim",
          "down_block_types",
          "flip_sin_to_cos",
          "freq_shift",
          "in_channels",
          "layers_per_block",
          "norm_eps",
          "norm_num_groups",
          "num_attention_heads",
          "out_channels",
          "sample_size",
          "up_block_types",
          "upcast_attention",
          "use_linear_projection");

  /** The only JSON values, besides null, that leave the architecture as it is here. */
  private static final Map<String, List<String>> NEUTRAL =
      Map.ofEntries(
          Map.entry("act_fn", List.of("\"silu\"")),
          Map.entry("attention_type", List.of("\"default\"")),
          Map.entry("center_input_sample", List.of("false")),
          Map.entry("class_embeddings_concat", List.of("false")),
          Map.entry("conv_in_kernel", List.of("3")),
          Map.entry("conv_out_kernel", List.of("3")),
          Map.entry("downsample_padding", List.of("1")),
          Map.entry("dropout", List.of("0.0", "0")),
          Map.entry("dual_cross_attention", List.of("false")),
          Map.entry("mid_block_only_cross_attention", List.of("false")),
          Map.entry("mid_block_scale_factor", List.of("1", "1.0")),
          Map.entry("mid_block_type", List.of("\"UNetMidBlock2DCrossAttn\"")),
          Map.entry("only_cross_attention", List.of("false")),
          Map.entry("resnet_out_scale_factor", List.of("1.0", "1")),
          Map.entry("resnet_skip_time_act", List.of("false")),
          Map.entry("resnet_time_scale_shift", List.of("\"default\"")),
          Map.entry("time_embedding_type", List.of("\"positional\"")),
          Map.entry("transformer_layers_per_block", List.of("1")));

  private UNetConfigJson() {}

  static UNetConfig read(ConfigJson json) {
    refuseOtherArchitectures(json);
    List<Integer> channels = json.positives("block_out_channels");
    // Diffusers named the number of heads attention_head_dim by mistake and kept it.
    String heads = json.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    return new UNetConfig(
        json.positive("in_channels", 4),
        json.positive("out_channels", 4),
        channels,
        crossAttention(json, channels.size()),
        json.has(heads)
            ? json.positives(heads, channels.size())
            : Collections.nCopies(channels.size(), 8),
        json.positive("layers_per_block", 2),
        json.positive("cross_attention_dim", 1280),
        json.flag("use_linear_projection", false),
        json.positive("norm_num_groups", 32),
        json.number("norm_eps", 1e-5),
        json.flag("flip_sin_to_cos", true),
        json.number("freq_shift", 0));
  }

  private static void refuseOtherArchitectures(ConfigJson json) {
    for (String key : json.settings()) {
      List<String> neutral = NEUTRAL.getOrDefault(key, List.of());
      if (!READ.contains(key) && !neutral.contains(json.json(key))) {
        throw json.expected(key, neutral.isEmpty() ? "none" : neutral.get(0));
      }
    }
  }

  private static List<Boolean> crossAttention(ConfigJson json, int resolutions) {
    List<Boolean> down = blocks(json, "down_block_types", DOWN_WITH_ATTENTION, DOWN);
    List<Boolean> up = blocks(json, "up_block_types", UP_WITH_ATTENTION, UP);
    Collections.reverse(up);
    if (down.size() != resolutions) {
      throw json.expected("down_block_types", resolutions + " as of block_out_channels");
    }
    if (!up.equals(down)) {
      throw json.expected("up_block_types", "those of down_block_types in reverse");
    }
    return down;
  }

  private static List<Boolean> blocks(
      ConfigJson json, String field, String withAttention, String without) {
    List<Boolean> blocks = new ArrayList<>();
    for (String type : json.texts(field)) {
      if (!type.equals(withAttention) && !type.equals(without)) {
        throw json.expected(field, withAttention + " or " + without);
      }
      blocks.add(type.equals(withAttention));
    }
    return blocks;
  }

  static Map<String, Object> write(UNetConfig config) {
    List<String> down = new ArrayList<>();
    List<String> up = new ArrayList<>();
    for (boolean attention : config.crossAttention()) {
      down.add(attention ? DOWN_WITH_ATTENTION : DOWN);
      up.add(0, attention ? UP_WITH_ATTENTION : UP);
    }
    Map<String, Object> json = new TreeMap<>();
    json.put("_class_name", "UNet2DConditionModel");
    json.put("act_fn", "silu");
    json.put("attention_head_dim", config.attentionHeads());
    json.put("block_out_channels", config.blockOutChannels());
    json.put("cross_attention_dim", config.crossAttentionDim());
    json.put("down_block_types", down);
    json.put("flip_sin_to_cos", config.flipSinToCos());
    json.put("freq_shift", config.freqShift());
    json.put("in_channels", config.inChannels());
    json.put("layers_per_block", config.layersPerBlock());
    json.put("norm_eps", config.normEpsilon());
    json.put("norm_num_groups", config.normGroups());
    json.put("out_channels", config.outChannels());
    json.put("up_block_types", up);
    json.put("use_linear_projection", config.linearProjection());
    return json;
  }
}
