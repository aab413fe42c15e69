package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.collapselab.contracts.JsonSchemas;

/**
 * Completes a spec that fits its schema: with the defaults that the schema documents, and with one
 * synthetic fraction for each iteration.
 */
public final class SpecDefaults {
  /** The iterations of a condition that says neither how many nor a list of fractions. */
  public static final int ITERATIONS = 5;

  private static final JsonNode SCHEMA = JsonSchemas.tree(SpecReader.SCHEMA);

  private SpecDefaults() {}

  /** A completed copy. */
  public static ObjectNode complete(ObjectNode spec) {
    ObjectNode complete = spec.deepCopy();
    fill(SCHEMA, complete);
    complete.get("conditions").forEach(condition -> spread((ObjectNode) condition));
    return complete;
  }

  private static void fill(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode fallback = property.getValue().get("default");
        if (fallback != null && !object.has(property.getKey())) {
          object.set(property.getKey(), fallback.deepCopy());
        }
        if (object.has(property.getKey())) {
          fill(property.getValue(), object.get(property.getKey()));
        }
      }
    } else if (value instanceof ArrayNode array) {
      array.forEach(element -> fill(schema.path("items"), element));
    }
  }

  private static void spread(ObjectNode condition) {
    JsonNode fraction = condition.get("syntheticFraction");
    if (!condition.has("iterations")) {
      condition.put("iterations", fraction.isArray() ? fraction.size() : ITERATIONS);
    }
    if (!fraction.isArray()) {
      ArrayNode fractions = condition.putArray("syntheticFraction");
      for (int i = 0; i < condition.get("iterations").intValue(); i++) {
        fractions.add(fraction);
      }
    }
  }
}
