package org.collapselab.contracts.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Require;

/** The one byte sequence of a JSON value: the JSON Canonicalization Scheme of RFC 8785. */
public final class CanonicalJson {
  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * The canonical UTF-8 bytes.
   *
   * @throws ContractViolationException if a number is not finite or an integer beyond 2^53-1, or a
   *     string holds half a surrogate pair
   */
  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** As {@link #bytes}, before the encoding as UTF-8. */
  public static String text(JsonNode value) {
    CanonicalJson writer = new CanonicalJson();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case NULL -> out.append("null");
      case BOOLEAN -> out.append(node.booleanValue());
      case STRING -> string(node.textValue());
      case NUMBER -> number(node);
      case ARRAY -> array(node);
      case OBJECT -> object(node);
      default ->
          throw new ContractViolationException("", "no JSON form of a " + node.getNodeType());
    }
  }

  private void number(JsonNode node) {
    if (node.isIntegralNumber()) {
      if (!node.canConvertToLong() || Math.abs(node.longValue()) > Require.MAX_SAFE_INTEGER) {
        throw new ContractViolationException(
            "", "expected an integer of at most 53 bits but found " + node.asText());
      }
      out.append(node.longValue());
    } else {
      out.append(EcmaNumber.format(node.doubleValue()));
    }
  }

  private void array(JsonNode node) {
    char separator = '[';
    for (JsonNode element : node) {
      out.append(separator);
      value(element);
      separator = ',';
    }
    out.append(node.isEmpty() ? "[]" : "]");
  }

  private void object(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    // String order is the order of UTF-16 code units, which section 3.2.3 asks for.
    Collections.sort(names);
    char separator = '{';
    for (String name : names) {
      out.append(separator);
      string(name);
      out.append(':');
      value(node.get(name));
      separator = ',';
    }
    out.append(names.isEmpty() ? "{}" : "}");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else if (!Character.isSurrogate(c)) {
            out.append(c);
          } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            throw new ContractViolationException("", "a string holds half a surrogate pair");
          }
        }
      }
    }
    out.append('"');
  }
}
