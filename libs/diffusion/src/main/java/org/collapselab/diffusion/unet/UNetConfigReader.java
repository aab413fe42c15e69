package org.collapselab.diffusion.unet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads diffusers' configuration. Diffusers has many more switches than the Stable Diffusion models
 * use; a file that sets one of them to anything but its neutral value is refused rather than
 * misread.
 */
final class UNetConfigReader {

  private static final String WITH_ATTENTION = "CrossAttnDownBlock2D";
  private static final String WITHOUT_ATTENTION = "DownBlock2D";

  /** The keys read below, and those that do not change the result in 32-bit floats. */
  private static final Set<String> READ =
      Set.of(
          "in_channels",
          "out_channels",
          "block_out_channels",
          "down_block_types",
          "up_block_types",
          "attention_head_dim",
          "num_attention_heads",
          "layers_per_block",
          "cross_attention_dim",
          "use_linear_projection",
          "norm_num_groups",
          "norm_eps",
          "flip_sin_to_cos",
          "freq_shift",
          "sample_size",
          "upcast_attention",
          "dropout");

  /** The only JSON values, besides null, that leave the architecture as it is here. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.ofEntries(
          Map.entry("act_fn", Set.of("\"silu\"")),
          Map.entry("attention_type", Set.of("\"default\"")),
          Map.entry("center_input_sample", Set.of("false")),
          Map.entry("class_embeddings_concat", Set.of("false")),
          Map.entry("conv_in_kernel", Set.of("3")),
          Map.entry("conv_out_kernel", Set.of("3")),
          Map.entry("cross_attention_norm", Set.of()),
          Map.entry("downsample_padding", Set.of("1")),
          Map.entry("dual_cross_attention", Set.of("false")),
          Map.entry("mid_block_only_cross_attention", Set.of("false")),
          Map.entry("mid_block_scale_factor", Set.of("1", "1.0")),
          Map.entry("mid_block_type", Set.of("\"UNetMidBlock2DCrossAttn\"")),
          Map.entry("only_cross_attention", Set.of("false")),
          Map.entry("resnet_out_scale_factor", Set.of("1", "1.0")),
          Map.entry("resnet_skip_time_act", Set.of("false")),
          Map.entry("resnet_time_scale_shift", Set.of("\"default\"")),
          Map.entry("time_embedding_type", Set.of("\"positional\"")),
          Map.entry("transformer_layers_per_block", Set.of("1")));

  private final String source;

  UNetConfigReader(String source) {
    this.source = source;
  }

  UNetConfig read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  UNetConfig parse(String text) throws IOException {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(source + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
    require(json.isObject(), "expected a JSON object");
    refuseOtherArchitectures(json);
    List<Integer> channels = integers(json, "block_out_channels", 0);
    List<Boolean> attention = attention(json, channels.size());
    String headsKey =
        json.hasNonNull("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    try {
      return new UNetConfig(
          integer(json, "in_channels", 4),
          integer(json, "out_channels", 4),
          channels,
          attention,
          // Diffusers named the number of heads attention_head_dim by mistake and kept it.
          integers(json, headsKey, channels.size()),
          integer(json, "layers_per_block", 2),
          integer(json, "cross_attention_dim", 1280),
          bool(json, "use_linear_projection", false),
          integer(json, "norm_num_groups", 32),
          number(json, "norm_eps", 1e-5),
          bool(json, "flip_sin_to_cos", true),
          number(json, "freq_shift", 0));
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }

  private void refuseOtherArchitectures(JsonNode json) throws IOException {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String key = field.getKey();
      if (!key.startsWith("_") && !field.getValue().isNull() && !READ.contains(key)) {
        Set<String> neutral = NEUTRAL.getOrDefault(key, Set.of());
        require(
            neutral.contains(field.getValue().toString()),
            key
                + ": "
                + field.getValue()
                + " is not supported, expected "
                + (neutral.isEmpty() ? "none" : String.join(" or ", neutral)));
      }
    }
    require(json.path("dropout").asDouble(0) == 0, "dropout: is not supported, expected 0");
  }

  private List<Boolean> attention(JsonNode json, int resolutions) throws IOException {
    List<Boolean> down = blockTypes(json, "down_block_types", WITH_ATTENTION, WITHOUT_ATTENTION);
    List<Boolean> up = blockTypes(json, "up_block_types", "CrossAttnUpBlock2D", "UpBlock2D");
    Collections.reverse(up);
    require(
        down.equals(up) && down.size() == resolutions,
        "up_block_types: expected those of down_block_types in reverse, one for each of"
            + " block_out_channels");
    return down;
  }

  private List<Boolean> blockTypes(JsonNode json, String key, String with, String without)
      throws IOException {
    require(json.path(key).isArray(), key + ": expected a list of names");
    List<Boolean> types = new ArrayList<>();
    for (JsonNode type : json.path(key)) {
      require(
          type.asText().equals(with) || type.asText().equals(without),
          key + ": " + type + " is not supported, expected " + with + " or " + without);
      types.add(type.asText().equals(with));
    }
    return types;
  }

  /** A list of integers, or one integer for each of {@code count} entries. */
  private List<Integer> integers(JsonNode json, String key, int count) throws IOException {
    JsonNode node = json.path(key);
    if (count > 0 && node.canConvertToInt() && node.isIntegralNumber()) {
      return Collections.nCopies(count, node.intValue());
    }
    require(node.isArray(), key + ": expected a list of integers, but was " + node);
    List<Integer> values = new ArrayList<>();
    for (JsonNode element : node) {
      require(
          element.isIntegralNumber() && element.canConvertToInt(),
          key + ": expected integers, but was " + element);
      values.add(element.intValue());
    }
    return values;
  }

  private int integer(JsonNode json, String key, int absent) throws IOException {
    JsonNode node = json.path(key);
    if (!json.hasNonNull(key)) {
      return absent;
    }
    require(
        node.isIntegralNumber() && node.canConvertToInt(),
        key + ": expected an integer, but was " + node);
    return node.intValue();
  }

  private double number(JsonNode json, String key, double absent) throws IOException {
    if (!json.hasNonNull(key)) {
      return absent;
    }
    require(json.path(key).isNumber(), key + ": expected a number, but was " + json.path(key));
    return json.path(key).doubleValue();
  }

  private boolean bool(JsonNode json, String key, boolean absent) throws IOException {
    if (!json.hasNonNull(key)) {
      return absent;
    }
    require(
        json.path(key).isBoolean(), key + ": expected true or false, but was " + json.path(key));
    return json.path(key).booleanValue();
  }

  private void require(boolean holds, String message) throws IOException {
    if (!holds) {
      throw new IOException(source + ": " + message);
    }
  }
}
