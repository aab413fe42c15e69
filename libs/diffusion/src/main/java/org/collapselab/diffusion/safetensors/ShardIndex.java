package org.collapselab.diffusion.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The index of a sharded state dict: the JSON that diffusers and transformers write. */
final class ShardIndex {

  /** Far above the 0.1 MB of a Stable Diffusion. */
  private static final long MOST_BYTES = 16 << 20;

  private static final int MOST_SHARDS = 1000;

  // A name, not a path: whoever wrote the index must not choose what is opened elsewhere.
  private static final Pattern FILE_NAME = Pattern.compile("\\w[\\w.-]{0,200}\\.safetensors");

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ShardIndex() {}

  /** The file name of each tensor's shard. */
  static Map<String, String> read(Path index) throws IOException {
    try {
      if (Files.size(index) > MOST_BYTES) {
        throw new IOException("more than the " + MOST_BYTES + " bytes that are read of an index");
      }
      try (InputStream bytes = Files.newInputStream(index);
          JsonParser parser = JSON.createParser(bytes)) {
        Map<String, String> weightMap = parse(parser);
        if (weightMap.isEmpty()) {
          throw new IOException("weight_map: expected the file name of each tensor");
        }
        if (weightMap.values().stream().distinct().count() > MOST_SHARDS) {
          throw new IOException("weight_map: more than " + MOST_SHARDS + " files");
        }
        return weightMap;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(index + ": not valid JSON: " + Shown.of(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IOException(index + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> parse(JsonParser parser) throws IOException {
    Map<String, String> weightMap = new LinkedHashMap<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("expected a JSON object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!field.equals("weight_map")) {
        parser.skipChildren();
      } else if (value == JsonToken.START_OBJECT) {
        readWeightMap(parser, weightMap);
      } else {
        throw new IOException("weight_map: expected an object");
      }
    }
    return weightMap;
  }

  private static void readWeightMap(JsonParser parser, Map<String, String> weightMap)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String tensor = parser.currentName();
      boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
      if (!text || !FILE_NAME.matcher(parser.getText()).matches()) {
        throw new IOException(
            "weight_map: %s: expected the name of a safetensors file beside the index, found %s"
                .formatted(Shown.of(tensor), Shown.of(String.valueOf(parser.getText()))));
      }
      weightMap.put(tensor, parser.getText());
    }
  }

  /** The text of an index, ordered by name. */
  static String write(Map<String, String> weightMap, long totalBytes) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("metadata").put("total_size", totalBytes);
    ObjectNode map = root.putObject("weight_map");
    new TreeMap<>(weightMap).forEach(map::put);
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root)
        + '\n';
  }
}
