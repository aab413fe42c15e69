package org.collapselab.diffusion.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A network's config.json, read field by field. Fields that are absent or null take the default of
 * the library that wrote the file; every error names the file, the field and what was expected.
 */
public final class ConfigJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String source;
  private final JsonNode node;

  private ConfigJson(String source, JsonNode node) {
    this.source = source;
    this.node = node;
    if (!node.isObject()) {
      throw new IllegalArgumentException(source + ": expected a JSON object");
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public static ConfigJson read(Path file) throws IOException {
    try {
      return new ConfigJson(file.toString(), JSON.readTree(file.toFile()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw new IllegalArgumentException(file + ": expected JSON in UTF-8: " + e.getMessage(), e);
    }
  }

  /**
   * Reads JSON text.
   *
   * @param source how errors name it
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public static ConfigJson parse(String source, String json) {
    try {
      return new ConfigJson(source, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(source + ": expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The fields that are neither null nor a note, which diffusers begins with an underscore. */
  public List<String> settings() {
    List<String> fields = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (has(field) && !field.startsWith("_")) {
                fields.add(field);
              }
            });
    return fields;
  }

  /** The JSON text of a field's value. */
  public String json(String field) {
    return node.path(field).toString();
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  public int positive(String field) {
    return positive(field, node.path(field));
  }

  public int positive(String field, int whenAbsent) {
    return has(field) ? positive(field) : whenAbsent;
  }

  /** An integer of any sign, such as a token id. */
  public int integer(String field, int whenAbsent) {
    if (!has(field)) {
      return whenAbsent;
    }
    if (!node.path(field).isIntegralNumber() || !node.path(field).canConvertToInt()) {
      throw expected(field, "an integer");
    }
    return node.path(field).intValue();
  }

  public double number(String field, double whenAbsent) {
    if (!has(field)) {
      return whenAbsent;
    }
    if (!node.path(field).isNumber()) {
      throw expected(field, "a number");
    }
    return node.path(field).doubleValue();
  }

  public boolean flag(String field, boolean whenAbsent) {
    if (!has(field)) {
      return whenAbsent;
    }
    if (!node.path(field).isBoolean()) {
      throw expected(field, "true or false");
    }
    return node.path(field).booleanValue();
  }

  public String text(String field, String whenAbsent) {
    if (!has(field)) {
      return whenAbsent;
    }
    if (!node.path(field).isTextual()) {
      throw expected(field, "text");
    }
    return node.path(field).textValue();
  }

  public List<Integer> positives(String field) {
    List<Integer> values = new ArrayList<>();
    items(field, "positive integers").forEach(item -> values.add(positive(field, item)));
    return List.copyOf(values);
  }

  /** A list of positive integers, or one that stands for all of {@code count}. */
  public List<Integer> positives(String field, int count) {
    return node.path(field).isArray()
        ? positives(field)
        : Collections.nCopies(count, positive(field));
  }

  public List<String> texts(String field) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : items(field, "texts")) {
      if (!item.isTextual()) {
        throw expected(field, "a list of texts");
      }
      values.add(item.textValue());
    }
    return List.copyOf(values);
  }

  /** The object at this field. */
  public ConfigJson object(String field) {
    if (!node.path(field).isObject()) {
      throw expected(field, "an object");
    }
    return new ConfigJson(source + ": " + field, node.path(field));
  }

  /** The exception for a value that this configuration cannot have. */
  public IllegalArgumentException expected(String field, String what) {
    JsonNode found = node.path(field);
    return new IllegalArgumentException(
        "%s: %s: expected %s, found %s"
            .formatted(source, field, what, found.isMissingNode() ? "nothing" : found));
  }

  private JsonNode items(String field, String of) {
    JsonNode list = node.path(field);
    if (!list.isArray() || list.isEmpty()) {
      throw expected(field, "a list of " + of);
    }
    return list;
  }

  private int positive(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw expected(field, "a positive integer");
    }
    return value.intValue();
  }
}
