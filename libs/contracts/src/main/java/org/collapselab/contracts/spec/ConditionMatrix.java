package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.collapselab.contracts.ContractViolationException;

/**
 * One written condition as the conditions it stands for. Each is named by the written name and the
 * values it takes along the axes, so a name stays when values or axes' values are added.
 */
final class ConditionMatrix {
  private static final long TOO_MANY = 1L << 32;

  private final ObjectNode common;
  private final Map<Axis, ArrayNode> axes = new EnumMap<>(Axis.class);
  private final List<ContractViolationException> problems = new ArrayList<>();

  private ConditionMatrix(ObjectNode condition, long experimentSeed) {
    this.common = condition.deepCopy();
    JsonNode matrix = common.path("matrix");
    common.remove("matrix");
    for (Axis axis : Axis.values()) {
      if (matrix.has(axis.field())) {
        axes.put(axis, (ArrayNode) matrix.get(axis.field()));
        if (common.has(axis.field())) {
          problem("matrix." + axis.field(), "expected it here or in the condition, not in both");
        }
      }
    }
    addSeeds(experimentSeed);
    if (!common.has(Axis.SYNTHETIC_FRACTION.field())
        && !axes.containsKey(Axis.SYNTHETIC_FRACTION)) {
      problem(Axis.SYNTHETIC_FRACTION.field(), "expected a value but it is missing");
    }
  }

  /**
   * The matrix of a condition.
   *
   * @param experimentSeed of the first replicate, unless the condition has a seed
   */
  static ConditionMatrix of(ObjectNode condition, long experimentSeed) {
    return new ConditionMatrix(condition, experimentSeed);
  }

  private void addSeeds(long experimentSeed) {
    JsonNode replicates = common.remove("replicates");
    JsonNode seeds = common.remove("seeds");
    if (replicates != null && seeds != null) {
      problem("seeds", "expected seeds or replicates, not both");
    }
    if ((replicates != null || seeds != null) && axes.containsKey(Axis.SEED)) {
      problem("matrix.seed", "expected one of seeds, replicates and matrix.seed");
    } else if (seeds != null) {
      if (common.has(Axis.SEED.field())) {
        problem("seeds", "expected seed or seeds, not both");
      }
      axes.put(Axis.SEED, (ArrayNode) seeds);
    } else if (replicates != null) {
      JsonNode own = common.remove(Axis.SEED.field());
      long first = own == null ? experimentSeed : own.longValue();
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < replicates.intValue(); i++) {
        values.add(first + i);
      }
      axes.put(Axis.SEED, values);
    }
  }

  List<ContractViolationException> problems() {
    return List.copyOf(problems);
  }

  /** How many conditions it stands for; at most 2^32. */
  long size() {
    long size = 1;
    for (ArrayNode values : axes.values()) {
      size = Math.min(TOO_MANY, size * values.size());
    }
    return size;
  }

  /** The conditions, the last axis running fastest. */
  List<ObjectNode> conditions() {
    List<ObjectNode> conditions = List.of(common);
    for (Map.Entry<Axis, ArrayNode> axis : axes.entrySet()) {
      List<ObjectNode> longer = new ArrayList<>();
      for (ObjectNode condition : conditions) {
        axis.getValue().forEach(value -> longer.add(along(axis.getKey(), value, condition)));
      }
      conditions = longer;
    }
    conditions.forEach(ConditionMatrix::leaveNothingOut);
    return conditions;
  }

  private ObjectNode along(Axis axis, JsonNode value, ObjectNode condition) {
    ObjectNode one = condition.deepCopy();
    String suffix = "." + axis.word(value);
    if (axis == Axis.SEED) {
      if (!one.has("group")) {
        one.put("group", one.get("name").textValue());
      }
    } else if (one.has("group")) {
      one.put("group", one.get("group").textValue() + suffix);
    }
    one.put("name", one.get("name").textValue() + suffix);
    one.set(axis.field(), value);
    return one;
  }

  // A field that says what leaving it out says is left out: the same condition, the same spec.
  private static void leaveNothingOut(ObjectNode condition) {
    for (Axis axis : Axis.values()) {
      JsonNode value = condition.get(axis.field());
      if (value != null && axis.nothing().filter(value.asText()::equals).isPresent()) {
        condition.remove(axis.field());
      }
    }
  }

  private void problem(String field, String problem) {
    problems.add(new ContractViolationException(field, problem));
  }
}
