package org.collapselab.helm.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.helm.render.LabRoot;
import org.collapselab.helm.render.Yaml;

/** The compose file as Compose reads it: merged, and with its variables put in. */
final class ComposeFile {
  static final Path FILE = LabRoot.resolve("deploy/compose/compose.yaml");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

  private final JsonNode tree;

  private ComposeFile(JsonNode tree) {
    this.tree = tree;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException naming a variable that has to be set and is not
   */
  static ComposeFile read(Map<String, String> environment) {
    try {
      return new ComposeFile(Yaml.document(interpolate(Files.readString(FILE), environment)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  private static String interpolate(String text, Map<String, String> environment) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        match ->
            Matcher.quoteReplacement(
                match.group().equals("$$")
                    ? "$"
                    : value(match.group(1), match.group(2), match.group(3), environment)));
  }

  private static String value(
      String name, String kind, String rest, Map<String, String> environment) {
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return value;
    }
    if (kind == null || kind.equals("?")) {
      throw new IllegalArgumentException(name + ": " + rest);
    }
    return rest;
  }

  /** The services by their names. */
  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    tree.path("services")
        .properties()
        .forEach(service -> services.put(service.getKey(), service.getValue()));
    return services;
  }

  JsonNode service(String name) {
    return tree.path("services").path(name);
  }

  JsonNode volumes() {
    return tree.path("volumes");
  }
}
