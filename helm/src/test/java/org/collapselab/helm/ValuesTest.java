package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Yaml;
import org.junit.jupiter.api.Test;

/** The chart's values are those of its schema, and all of them do something. */
class ValuesTest {
  private static final JsonNode SCHEMA = Yaml.file(Chart.FOLDER.resolve("values.schema.json"));
  private static final JsonNode VALUES = Yaml.file(Chart.FOLDER.resolve("values.yaml"));

  @Test
  void shouldGiveADefaultForEveryPropertyOfTheSchema() {
    assertThat(missing("", SCHEMA, VALUES)).containsExactly("global");
  }

  private static List<String> missing(String path, JsonNode schema, JsonNode values) {
    List<String> missing = new ArrayList<>();
    resolved(schema)
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              JsonNode value = values.path(property.getKey());
              if (value.isMissingNode()) {
                missing.add(name);
              } else {
                missing.addAll(missing(name, property.getValue(), value));
              }
            });
    return missing;
  }

  private static JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isMissingNode() ? schema : SCHEMA.at(reference.asText().substring(1));
  }

  @Test
  void shouldUseEveryValueInATemplate() throws IOException {
    // Given
    StringBuilder templates = new StringBuilder();
    try (var files = Files.walk(Chart.FOLDER.resolve("templates"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        templates.append(Files.readString(file));
      }
    }
    // Then
    assertThat(leaves(VALUES))
        .allSatisfy(
            name -> assertThat(templates).containsPattern("\\." + Pattern.quote(name) + "\\b"));
  }

  /** The names of values, but for those under maps whose keys are the user's. */
  private static List<String> leaves(JsonNode values) {
    List<String> names = new ArrayList<>();
    values
        .properties()
        .forEach(
            field -> {
              names.add(field.getKey());
              boolean own =
                  !field
                      .getKey()
                      .matches("topics|.*[rR]esources|labels|lagThresholds|rollingUpdate");
              if (field.getValue().isObject() && own) {
                names.addAll(leaves(field.getValue()));
              }
            });
    return names;
  }
}
