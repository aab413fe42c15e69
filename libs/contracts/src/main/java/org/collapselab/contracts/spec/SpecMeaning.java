package org.collapselab.contracts.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.collapselab.contracts.ContractViolationException;

/** What a schema cannot say about a completed spec: how its fields go together. */
final class SpecMeaning {
  private final List<ContractViolationException> found = new ArrayList<>();

  private SpecMeaning() {}

  static List<ContractViolationException> violations(JsonNode spec) {
    SpecMeaning meaning = new SpecMeaning();
    meaning.checkGeneration(spec.get("generation"));
    meaning.checkPrompts(spec.get("heldOutPrompts"));
    meaning.checkConditions(spec.get("conditions"));
    meaning.checkOverrides(spec);
    meaning.found.addAll(Groups.violations(spec));
    return meaning.found;
  }

  private void checkGeneration(JsonNode generation) {
    checkStrength(generation, generation.get("strength"), "generation.strength");
  }

  private void checkStrength(JsonNode generation, JsonNode strength, String field) {
    double steps = generation.get("steps").intValue() * strength.doubleValue();
    boolean fromImage = generation.get("mode").textValue().equals("image-to-image");
    if (fromImage && (int) steps < 1) {
      add(field, "expected strength times steps to be at least 1, or no step is run");
    }
  }

  private void checkOverrides(JsonNode spec) {
    JsonNode conditions = spec.get("conditions");
    for (int i = 0; i < conditions.size(); i++) {
      JsonNode strength = conditions.get(i).get("strength");
      if (strength != null) {
        checkStrength(spec.get("generation"), strength, "conditions[" + i + "].strength");
      }
    }
  }

  private void checkPrompts(JsonNode prompts) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < prompts.size(); i++) {
      if (!seen.add(prompts.get(i).textValue())) {
        add("heldOutPrompts[" + i + "]", "expected each prompt once");
      }
    }
  }

  private void checkConditions(JsonNode conditions) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      JsonNode condition = conditions.get(i);
      String path = "conditions[" + i + "].";
      String name = condition.get("name").textValue();
      if (!names.add(name)) {
        add(path + "name", "expected a name of its own but found '" + name + "' again");
      }
      int fractions = condition.get("syntheticFraction").size();
      int iterations = condition.get("iterations").intValue();
      if (fractions != iterations) {
        add(
            path + "syntheticFraction",
            "expected one number for each of the "
                + iterations
                + " iterations but found "
                + fractions);
      }
    }
  }

  private void add(String field, String problem) {
    found.add(new ContractViolationException(field, problem));
  }
}
