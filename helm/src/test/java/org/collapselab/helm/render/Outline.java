package org.collapselab.helm.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rendered objects in few lines, in the order of their names: what is small stands on one line, and
 * labels, which all objects have alike, are left out.
 */
public final class Outline {
  private static final int WIDTH = 118;
  private static final int LONGEST_TEXT = 160;
  private static final Set<String> LEFT_OUT = Set.of("labels", "apiVersion", "kind", "namespace");

  private final StringBuilder out = new StringBuilder();

  private Outline() {}

  /** The outline of a release. */
  public static String of(Rendered rendered) {
    var outline = new Outline();
    rendered.manifests().stream()
        .sorted(Comparator.comparing(Manifest::title))
        .forEach(outline::add);
    return outline.out.toString();
  }

  private void add(Manifest manifest) {
    out.append("== ").append(manifest.title()).append('\n');
    ObjectNode tree = manifest.tree().deepCopy();
    ((ObjectNode) tree.path("metadata")).remove("name");
    fields(tree, 0);
  }

  private void fields(JsonNode map, int depth) {
    List<Map.Entry<String, JsonNode>> fields =
        map.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    for (Map.Entry<String, JsonNode> field : fields) {
      boolean leftOut = LEFT_OUT.contains(field.getKey());
      if (!leftOut || (depth > 1 && !field.getKey().equals("labels"))) {
        value(field.getKey() + ":", field.getValue(), depth);
      }
    }
  }

  private void value(String head, JsonNode value, int depth) {
    String indent = "  ".repeat(depth);
    String line = indent + head + " " + compact(value);
    if (value.isValueNode() || value.isEmpty() || line.length() <= WIDTH) {
      if (!line.endsWith(" {}")) {
        out.append(line).append('\n');
      }
    } else if (value.isArray()) {
      out.append(indent).append(head).append('\n');
      value.forEach(element -> value("-", element, depth + 1));
    } else {
      out.append(indent).append(head).append('\n');
      fields(value, depth + 1);
    }
  }

  private static String compact(JsonNode value) {
    if (value.isObject()) {
      ObjectNode map = value.deepCopy();
      map.remove("labels");
      StringBuilder text = new StringBuilder("{");
      map.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              field ->
                  text.append(text.length() == 1 ? "" : ", ")
                      .append(field.getKey())
                      .append(": ")
                      .append(compact(field.getValue())));
      return text.append('}').toString();
    }
    if (value.isArray()) {
      return "["
          + Manifest.elements(value).map(Outline::compact).collect(Collectors.joining(", "))
          + "]";
    }
    String text = value.asText();
    int lines = (int) text.lines().count();
    return lines > 1 || text.length() > LONGEST_TEXT
        ? "(%d lines) %s ...".formatted(lines, text.lines().findFirst().orElse(""))
        : text;
  }
}
