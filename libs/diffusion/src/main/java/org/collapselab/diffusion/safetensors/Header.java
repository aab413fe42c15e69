package org.collapselab.diffusion.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
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

  // Read token by token: a tree of a hostile header would be many times its size.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String METADATA = "__metadata__";

  /** Far above the two thousand tensors of a whole Stable Diffusion. */
  private static final int MOST_TENSORS = 100_000;

  private static final int LONGEST_NAME = 500;

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
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      check(parser.nextToken() == JsonToken.START_OBJECT, "header: expected a JSON object");
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (name.equals(METADATA)) {
          readMetadata(parser, metadata);
        } else {
          checkName(name);
          tensors.put(name, new TensorEntry(name).read(parser));
          check(tensors.size() <= MOST_TENSORS, "header: more than " + MOST_TENSORS + " tensors");
        }
      }
      check(parser.nextToken() == null, "header: not valid JSON: something follows the object");
    } catch (JsonProcessingException e) {
      throw new IOException("header: not valid JSON: " + Shown.of(e.getOriginalMessage()), e);
    }
    checkLayout(tensors, dataBytes);
    return new Header(metadata, tensors);
  }

  /** Errors speak of tensors by their names. */
  private static void checkName(String name) throws IOException {
    check(
        name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl),
        Shown.of(name)
            + ": expected a tensor's name of at most "
            + LONGEST_NAME
            + " characters, none of which controls a terminal");
  }

  private static void readMetadata(JsonParser parser, Map<String, String> metadata)
      throws IOException {
    check(
        parser.nextToken() == JsonToken.START_OBJECT, METADATA + ": expected an object of strings");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      check(
          parser.nextToken() == JsonToken.VALUE_STRING,
          METADATA + '.' + Shown.of(key) + ": not a string");
      metadata.put(key, parser.getText());
    }
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
          Shown.of(entry.getKey())
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

  static void check(boolean holds, String message) throws IOException {
    if (!holds) {
      throw new IOException(message);
    }
  }
}
