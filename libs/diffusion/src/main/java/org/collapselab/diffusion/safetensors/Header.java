package org.collapselab.diffusion.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed and checked header.
 *
 * @param metadata the free-form strings
 * @param tensors the tensors in the order of the header
 */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String METADATA = "__metadata__";

  Header {
    metadata = Collections.unmodifiableMap(metadata);
    tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Parses a header.
   *
   * @param dataBytes the bytes of the file after the header, all of which must belong to a tensor
   * @throws IOException if anything in the header contradicts itself or the size of the file
   */
  static Header parse(byte[] json, long dataBytes) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("header: not valid JSON: " + e.getOriginalMessage(), e);
    }
    check(root.isObject(), "header: expected a JSON object");
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> entry : field.getValue().properties()) {
          check(entry.getValue().isTextual(), METADATA + "." + entry.getKey() + ": not a string");
          metadata.put(entry.getKey(), entry.getValue().textValue());
        }
      } else {
        tensors.put(field.getKey(), tensor(field.getKey(), field.getValue()));
      }
    }
    checkLayout(tensors, dataBytes);
    return new Header(metadata, tensors);
  }

  private static TensorInfo tensor(String name, JsonNode node) throws IOException {
    ElementType type = type(name, node.path("dtype"));
    JsonNode shapeNode = node.path("shape");
    check(shapeNode.isArray(), name + ": shape: expected a list of integers");
    List<Long> shape = new ArrayList<>();
    long bytes = type.bytes();
    for (JsonNode dimension : shapeNode) {
      shape.add(naturalNumber(name + ": shape", dimension));
      try {
        bytes = Math.multiplyExact(bytes, dimension.longValue());
      } catch (ArithmeticException e) {
        throw new IOException(name + ": shape: " + shapeNode + " is too large", e);
      }
    }
    JsonNode offsets = node.path("data_offsets");
    check(offsets.isArray() && offsets.size() == 2, name + ": data_offsets: expected two integers");
    long begin = naturalNumber(name + ": data_offsets", offsets.get(0));
    long end = naturalNumber(name + ": data_offsets", offsets.get(1));
    check(
        end >= begin && end - begin == bytes,
        name
            + ": data_offsets: "
            + offsets
            + " do not hold the "
            + bytes
            + " bytes of "
            + type
            + " "
            + shapeNode);
    return new TensorInfo(type, shape, begin, end);
  }

  private static ElementType type(String name, JsonNode node) throws IOException {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(node.asText()))
        .findAny()
        .orElseThrow(
            () ->
                new IOException(
                    name
                        + ": dtype: expected one of "
                        + Arrays.toString(ElementType.values())
                        + ", but was "
                        + node));
  }

  private static long naturalNumber(String what, JsonNode node) throws IOException {
    check(
        node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0,
        what + ": expected integers of at least 0, but was " + node);
    return node.longValue();
  }

  /** The format leaves no gap: the tensors, ordered by place, cover the data exactly once. */
  private static void checkLayout(Map<String, TensorInfo> tensors, long dataBytes)
      throws IOException {
    List<Map.Entry<String, TensorInfo>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(
        Comparator.comparingLong((Map.Entry<String, TensorInfo> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long expected = 0;
    for (Map.Entry<String, TensorInfo> entry : ordered) {
      check(
          entry.getValue().begin() == expected,
          entry.getKey()
              + ": data_offsets: begins at "
              + entry.getValue().begin()
              + ", expected "
              + expected);
      expected = entry.getValue().end();
    }
    check(
        expected == dataBytes,
        "the tensors hold " + expected + " bytes, but " + dataBytes + " follow the header");
  }

  private static void check(boolean holds, String message) throws IOException {
    if (!holds) {
      throw new IOException(message);
    }
  }
}
