package org.collapselab.diffusion.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lines of a {@code metadata.jsonl}, checked one by one. */
final class MetadataLines {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path root;

  MetadataLines(Path root) {
    this.root = root;
  }

  List<ImageFolder.Item> parse(List<String> lines) throws IOException {
    List<ImageFolder.Item> items = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      ImageFolder.Item item = item(lines.get(i), i + 1);
      if (!names.add(item.fileName())) {
        throw problem(i + 1, "file_name: " + item.fileName() + " is listed twice");
      }
      items.add(item);
    }
    if (items.isEmpty()) {
      throw new DatasetException(ImageFolder.METADATA + ": lists no images");
    }
    return List.copyOf(items);
  }

  private ImageFolder.Item item(String line, int number) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw problem(number, "not JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw problem(number, "a JSON object was expected");
    }
    String fileName = text(node, "file_name", number);
    checkInside(fileName, number);
    SortedMap<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean known = field.getKey().equals("file_name") || field.getKey().equals("text");
      if (!known && field.getValue().isValueNode() && !field.getValue().isNull()) {
        attributes.put(field.getKey(), field.getValue().asText());
      }
    }
    return new ImageFolder.Item(
        fileName, text(node, "text", number), Collections.unmodifiableSortedMap(attributes));
  }

  private static String text(JsonNode node, String field, int number) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw problem(number, field + ": a string was expected");
    }
    return value.textValue();
  }

  private void checkInside(String fileName, int number) throws IOException {
    Path path;
    try {
      path = root.resolve(fileName).normalize();
    } catch (InvalidPathException e) {
      throw problem(number, "file_name: not a path: " + e.getReason());
    }
    if (Path.of(fileName).isAbsolute() || !path.startsWith(root) || path.equals(root)) {
      throw problem(number, "file_name: " + fileName + " leads out of the folder");
    }
    if (!Files.isRegularFile(path)) {
      throw problem(number, "file_name: " + fileName + " is not there");
    }
    // A link inside the folder may still point anywhere.
    if (!path.toRealPath().startsWith(root)) {
      throw problem(number, "file_name: " + fileName + " leads out of the folder");
    }
  }

  private static DatasetException problem(int line, String problem) {
    return new DatasetException(ImageFolder.METADATA + ": line " + line + ": " + problem);
  }
}
