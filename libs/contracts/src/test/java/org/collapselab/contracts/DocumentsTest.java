package org.collapselab.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.collapselab.contracts.event.EventType;
import org.collapselab.contracts.event.Topics;
import org.collapselab.contracts.recipe.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the documents to the schemas and the code. */
class DocumentsTest {
  private static String document(String name) throws IOException {
    return Files.readString(Path.of(System.getProperty("lab.root"), "docs", name));
  }

  /** The rows that a table of an object's fields starts with. */
  private static List<String> rows(String prefix, JsonNode schema, boolean defaults) {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      JsonNode value = field.getValue();
      String row = "| `" + prefix + field.getKey() + "` |";
      boolean plain = value.has("default") && !value.get("default").isObject();
      rows.add(defaults && plain ? row + " `" + text(value.get("default")) + "` |" : row);
      String inside = defaults ? "" : prefix + field.getKey();
      rows.addAll(rows(defaults ? "" : inside + ".", value, defaults));
      rows.addAll(rows(defaults ? "" : inside + "[].", value.path("items"), defaults));
    }
    return rows;
  }

  private static String text(JsonNode value) {
    return value.isTextual() && !value.textValue().isEmpty()
        ? value.textValue()
        : CanonicalJson.text(value);
  }

  @Test
  void everyFieldOfASpecIsDocumentedWithItsDefault() throws IOException {
    // Given
    JsonNode schema = JsonSchemas.tree("experiment-spec.json");
    // Then
    assertThat(document("experiment-spec.md")).contains(rows("", schema, true));
  }

  @Test
  void everyEventIsDocumentedWithItsFieldsAndPartitions() throws IOException {
    String document = document("events.md");
    for (EventType type : EventType.values()) {
      // Given
      String start = "### " + type.topic() + "\n";
      assertThat(document).contains(start);
      String section = document.substring(document.indexOf(start) + 4).split("\n##", 2)[0];
      List<String> rows = rows("", JsonSchemas.tree(type.topic() + ".json"), false);
      rows.remove("| `experiment` |");
      // Then
      assertThat(section).contains(rows);
    }
    for (Topics.Topic topic : Topics.all()) {
      String name = topic.name().replaceFirst("dead-letter\\.[a-z]+", "dead-letter.<service>");
      assertThat(document)
          .containsPattern(
              "\\| `\\Q" + name + "\\E` \\|[^\n]*\\| " + topic.partitions() + " \\|\n");
    }
  }

  @Test
  void theAsyncApiDocumentHasExactlyTheEventTypes() throws IOException {
    // Given
    JsonNode api;
    try (InputStream in = DocumentsTest.class.getResourceAsStream("/asyncapi.yaml")) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      api = new ObjectMapper().valueToTree(yaml);
    }
    // When
    TreeSet<String> channels = new TreeSet<>();
    api.get("channels").forEach(channel -> channels.add(channel.get("address").textValue()));
    TreeSet<String> schemas = new TreeSet<>();
    for (JsonNode message : api.at("/components/messages")) {
      schemas.add(message.at("/payload/schema/$ref").textValue());
      assertThat(message.at("/headers/$ref").textValue()).isNotEmpty();
    }
    // Then
    List<String> topics = Arrays.stream(EventType.values()).map(EventType::topic).sorted().toList();
    assertThat(channels).containsExactlyElementsOf(topics);
    assertThat(schemas)
        .containsExactlyElementsOf(
            topics.stream().map(topic -> "schema/" + topic + ".json").toList());
    api.findValuesAsText("$ref").stream()
        .filter(reference -> reference.startsWith("#"))
        .forEach(reference -> assertThat(api.at(reference.substring(1)).isMissingNode()).isFalse());
  }
}
