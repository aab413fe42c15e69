package org.collapselab.diffusion.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A golden that is a JSON object.
 *
 * @param path where it is
 * @param json its content
 */
public record JsonGolden(Path path, JsonNode json) implements GoldenFile {

  static final String SUFFIX = ".json";

  private static final long MOST_BYTES = 64L << 20;

  static JsonGolden open(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + ": expected at most " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      if (!json.isObject()) {
        throw new IOException(file + ": expected a JSON object");
      }
      return new JsonGolden(file, json);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public String kind() {
    return json.path("kind").asText();
  }

  @Override
  public void close() {}
}
