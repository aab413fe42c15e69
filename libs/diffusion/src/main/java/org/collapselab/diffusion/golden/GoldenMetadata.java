package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;

/**
 * What a golden says about itself: strings, most of them JSON. Every error names the key and what
 * was expected.
 */
public final class GoldenMetadata {

  /** A result may differ by this many times the reference library's own float32 error. */
  public static final double ROUNDING = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LAYERS = 256;
  private static final int LARGEST = 1 << 20;

  private final Map<String, String> entries;

  GoldenMetadata(Map<String, String> entries) {
    this.entries = entries;
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** A plain text. */
  public String text(String key) {
    String text = entries.get(key);
    if (text == null) {
      throw new IllegalArgumentException("metadata: " + key + ": expected, but there is none");
    }
    return text;
  }

  /** A JSON value. */
  public JsonNode json(String key) {
    try {
      return JSON.readTree(text(key));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "metadata: " + key + ": expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A JSON object. */
  public ConfigJson object(String key) {
    return ConfigJson.parse("metadata: " + key, text(key));
  }

  /**
   * The configuration of a network, as its config.json has it.
   *
   * @throws IllegalArgumentException if a number in it is larger than any network has, so that
   *     nothing is allocated for it
   */
  public ConfigJson config(String key) {
    requireBounds(key, json(key));
    return object(key);
  }

  private static void requireBounds(String path, JsonNode node) {
    node.properties()
        .forEach(field -> requireBounds(path + ": " + field.getKey(), field.getValue()));
    if (node.isArray()) {
      requireAtMost(path, node.size(), MOST_LAYERS);
      node.forEach(item -> requireBounds(path, item));
    }
    if (node.isIntegralNumber()) {
      boolean counts = path.contains("layers");
      requireAtMost(
          path,
          node.canConvertToLong() ? node.longValue() : Long.MAX_VALUE,
          counts ? MOST_LAYERS : LARGEST);
    }
  }

  private static void requireAtMost(String path, long value, long most) {
    if (value > most) {
      throw new IllegalArgumentException(
          "metadata: " + path + ": expected at most " + most + ", found " + value);
    }
  }

  /** A number. */
  public double number(String key) {
    JsonNode node = json(key);
    if (!node.isNumber()) {
      throw new IllegalArgumentException("metadata: " + key + ": expected a number, found " + node);
    }
    return node.doubleValue();
  }

  /** A whole number of at least 1. */
  public int positive(String key) {
    JsonNode node = json(key);
    if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
      throw new IllegalArgumentException(
          "metadata: " + key + ": expected a whole number of at least 1, found " + node);
    }
    return node.intValue();
  }

  /**
   * The largest error allowed for a tensor: {@link #ROUNDING} times the reference library's own.
   *
   * @throws IllegalArgumentException if metadata do not say how large that is
   */
  public double tolerance(String tensor) {
    JsonNode error = json("fp32_vs_fp64").path(tensor).path("max_abs");
    if (!error.isNumber()) {
      throw new IllegalArgumentException(
          "metadata: fp32_vs_fp64: %s: max_abs: expected a number, found %s"
              .formatted(tensor, error.isMissingNode() ? "nothing" : error));
    }
    return ROUNDING * error.doubleValue();
  }
}
