package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.collapselab.contracts.ContractViolationException;

/**
 * Holds the conditions of a group to what a group is for: replicates that differ by their seeds
 * alone, so that their spread is that of chance.
 */
final class Groups {
  private Groups() {}

  static List<ContractViolationException> violations(JsonNode spec) {
    List<ContractViolationException> found = new ArrayList<>();
    Map<String, ObjectNode> firsts = new HashMap<>();
    Set<String> seeds = new HashSet<>();
    JsonNode conditions = spec.get("conditions");
    for (int i = 0; i < conditions.size(); i++) {
      JsonNode condition = conditions.get(i);
      String group = condition.path("group").asText("");
      if (group.isEmpty()) {
        continue;
      }
      ObjectNode first = firsts.computeIfAbsent(group, name -> (ObjectNode) condition);
      Set<String> differences = differences(first, (ObjectNode) condition);
      long seed = condition.path("seed").asLong(spec.get("seed").longValue());
      if (!differences.isEmpty()) {
        found.add(
            new ContractViolationException(
                "conditions[" + i + "].group",
                "expected conditions of the group '%s' to differ by their seeds alone, but %s differs from that of '%s'"
                    .formatted(group, String.join(", ", differences), first.get("name").asText())));
      } else if (!seeds.add(group + " " + seed)) {
        found.add(
            new ContractViolationException(
                "conditions[" + i + "].group",
                "expected a seed of its own in the group '" + group + "' but found " + seed));
      }
    }
    return found;
  }

  private static Set<String> differences(ObjectNode first, ObjectNode other) {
    Set<String> fields = new TreeSet<>();
    first.fieldNames().forEachRemaining(fields::add);
    other.fieldNames().forEachRemaining(fields::add);
    fields.removeAll(Set.of("name", "seed"));
    fields.removeIf(field -> first.path(field).equals(other.path(field)));
    return fields;
  }
}
