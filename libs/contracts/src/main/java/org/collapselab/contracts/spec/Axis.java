package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.StringJoiner;
import org.collapselab.contracts.recipe.CanonicalJson;

/** A field of a condition that a matrix may give several values, in the order of their names. */
enum Axis {
  SYNTHETIC_FRACTION("syntheticFraction"),
  REGIME("regime"),
  SYNTHETIC_SOURCE("syntheticSource"),
  CURATION("curation"),
  COLOUR_MATCHING("colourMatching"),
  FROM("from"),
  STRENGTH("strength"),
  SCHEDULER("scheduler"),
  GUIDANCE("guidance"),
  LEARNING_RATE("learningRate"),
  EPOCHS("epochs"),
  SEED("seed");

  private final String field;

  Axis(String field) {
    this.field = field;
  }

  /** The field's name in a condition and in its matrix. */
  String field() {
    return field;
  }

  /** The part of a condition's name that tells a value: it depends on the value alone. */
  String word(JsonNode value) {
    return switch (this) {
      case SYNTHETIC_FRACTION -> "f" + fractions(value);
      case REGIME -> value.textValue();
      case SYNTHETIC_SOURCE -> "by-" + shortened(value.textValue());
      case CURATION -> curation(value);
      case COLOUR_MATCHING -> value.textValue().equals("none") ? "unmatched" : value.textValue();
      case FROM -> "from-" + value.textValue();
      case STRENGTH -> "s" + text(value);
      case SCHEDULER -> value.textValue().replace("+", "p");
      case GUIDANCE -> "g" + text(value);
      case LEARNING_RATE -> "lr" + text(value);
      case EPOCHS -> "e" + text(value);
      case SEED -> "seed" + text(value);
    };
  }

  /** What is said by saying nothing, which a condition's value may also say. */
  Optional<String> nothing() {
    return switch (this) {
      case REGIME -> Optional.of("replace");
      case SYNTHETIC_SOURCE -> Optional.of("self");
      case CURATION, COLOUR_MATCHING -> Optional.of("none");
      default -> Optional.empty();
    };
  }

  private static String text(JsonNode value) {
    return CanonicalJson.text(value).replace("+", "");
  }

  private static String shortened(String source) {
    return source.substring(0, Math.min(source.length(), 12));
  }

  private static String curation(JsonNode value) {
    return value.isTextual()
        ? "uncurated"
        : "curated" + text(value.get("maxAttempts")) + "-" + text(value.get("falseRejectionRate"));
  }

  // Runs of the same fraction as 0.25x3-0x2.
  private static String fractions(JsonNode value) {
    if (!value.isArray()) {
      return text(value);
    }
    StringJoiner runs = new StringJoiner("-");
    int from = 0;
    while (from < value.size()) {
      String fraction = text(value.get(from));
      int to = from + 1;
      while (to < value.size() && text(value.get(to)).equals(fraction)) {
        to++;
      }
      runs.add(fraction + (to - from > 1 ? "x" + (to - from) : ""));
      from = to;
    }
    return runs.toString();
  }
}
