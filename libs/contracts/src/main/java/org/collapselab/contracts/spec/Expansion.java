package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.contracts.ContractViolationException;

/**
 * A spec whose conditions are all written out: one for each combination of a matrix's values and
 * each replicate.
 *
 * @param spec without any matrix, replicates or seeds
 * @param sources the conditions as they were written, one for each of the spec's
 * @param problems what stands in the way; the spec is then not to be used
 */
record Expansion(ObjectNode spec, List<Source> sources, List<ContractViolationException> problems) {
  private static final Pattern CONDITION = Pattern.compile("conditions\\[([0-9]+)]\\.?(.*)");

  /** A condition as it was written, and where. */
  record Source(int index, ObjectNode condition) {
    String path(String field) {
      String path = "conditions[" + index + "]";
      String axis = field.split("[.\\[]", 2)[0];
      if (condition.path("matrix").has(axis)) {
        return path + ".matrix." + axis;
      }
      return field.isEmpty() ? path : path + "." + field;
    }
  }

  /** Expands a copy of a spec that has its defaults. */
  static Expansion of(ObjectNode spec) {
    ObjectNode expanded = spec.deepCopy();
    Optional<JsonNode> replicates = Optional.ofNullable(expanded.remove("replicates"));
    Optional<JsonNode> seeds = Optional.ofNullable(expanded.remove("seeds"));
    List<ContractViolationException> problems = new ArrayList<>();
    if (replicates.isPresent() && seeds.isPresent()) {
      problems.add(
          new ContractViolationException("seeds", "expected seeds or replicates, not both"));
    }
    List<Source> sources = new ArrayList<>();
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    int index = 0;
    for (JsonNode written : expanded.get("conditions")) {
      ObjectNode condition = inheriting((ObjectNode) written, replicates, seeds);
      Source source = new Source(index++, (ObjectNode) written);
      ConditionMatrix matrix = ConditionMatrix.of(condition, spec.get("seed").longValue());
      matrix.problems().forEach(problem -> problems.add(problem.within(source.path(""))));
      if (conditions.size() + matrix.size() > ExperimentSpec.MAX_CONDITIONS) {
        problems.add(
            new ContractViolationException(
                source.path(""),
                "expected at most %d conditions in all, every combination counted"
                    .formatted(ExperimentSpec.MAX_CONDITIONS)));
        break;
      }
      for (ObjectNode one : matrix.conditions()) {
        conditions.add(one);
        sources.add(source);
      }
    }
    expanded.set("conditions", conditions);
    return new Expansion(expanded, List.copyOf(sources), List.copyOf(problems));
  }

  private static ObjectNode inheriting(
      ObjectNode written, Optional<JsonNode> replicates, Optional<JsonNode> seeds) {
    ObjectNode condition = written.deepCopy();
    boolean hasOwn =
        condition.has("replicates")
            || condition.has("seeds")
            || condition.has(Axis.SEED.field())
            || condition.path("matrix").has(Axis.SEED.field());
    if (!hasOwn) {
      replicates.ifPresent(value -> condition.set("replicates", value));
      seeds.ifPresent(value -> condition.set("seeds", value));
    }
    return condition;
  }

  /** A violation in the expanded spec as one in the written spec. */
  ContractViolationException written(ContractViolationException found) {
    Matcher condition = CONDITION.matcher(found.field());
    if (!condition.matches()) {
      return found;
    }
    Source source = sources.get(Integer.parseInt(condition.group(1)));
    return new ContractViolationException(source.path(condition.group(2)), found.problem(), found);
  }
}
