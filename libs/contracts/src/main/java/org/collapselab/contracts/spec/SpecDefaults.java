package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.JsonSchemas;

/**
 * Completes a spec that fits its schema: with the defaults that the schema documents, a condition
 * for each combination of a matrix and each replicate, and one synthetic fraction for each
 * iteration.
 */
public final class SpecDefaults {
  /** The iterations of a condition that says neither how many nor a list of fractions. */
  public static final int ITERATIONS = 5;

  private static final JsonNode SCHEMA = JsonSchemas.tree(SpecReader.SCHEMA);

  private SpecDefaults() {}

  /**
   * A completed copy.
   *
   * @throws ContractViolationException if its conditions cannot be expanded
   */
  public static ObjectNode complete(ObjectNode spec) {
    Expansion expansion = expand(spec);
    if (!expansion.problems().isEmpty()) {
      throw expansion.problems().get(0);
    }
    return expansion.spec();
  }

  /** A completed copy that knows what its conditions came from. */
  static Expansion expand(ObjectNode spec) {
    ObjectNode complete = spec.deepCopy();
    fill(SCHEMA, complete);
    Expansion expansion = Expansion.of(complete);
    expansion.spec().get("conditions").forEach(condition -> spread((ObjectNode) condition));
    return expansion;
  }

  private static void fill(JsonNode site, JsonNode value) {
    JsonNode schema = resolved(site);
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

  // Defaults stand where a field is declared, not where another field refers to it.
  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText("");
    return reference.startsWith("#/") ? SCHEMA.at(reference.substring(1)) : schema;
  }

  private static void spread(ObjectNode condition) {
    JsonNode fraction = condition.get("syntheticFraction");
    if (fraction == null) {
      return;
    }
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
