package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;
import org.collapselab.contracts.Key;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What a plain scalar means in YAML 1.2's JSON-like core schema: {@code 1e-5} is a number, and
 * {@code no}, {@code 010} and {@code 1:30} are texts, which YAML 1.1 sees otherwise.
 */
final class YamlScalar {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlScalar() {}

  static JsonNode read(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN
        || Key.matches(text)
        || LEADING_ZERO.matcher(text).matches()) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null" -> JSON.nullNode();
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      return JSON.numberNode(Double.parseDouble(text));
    }
    return JSON.textNode(text);
  }
}
