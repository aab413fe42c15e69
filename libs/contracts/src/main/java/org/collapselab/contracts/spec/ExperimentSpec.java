package org.collapselab.contracts.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Require;

/**
 * What an experiment is made of.
 *
 * @param model a folder in diffusers layout, or a checkpoint's key
 * @param realDataset a folder in ImageFolder layout, or a real data set's key
 * @param seed of everything random, from 0 to 2^53-1
 * @param images in every training set (N)
 * @param heldOutPrompts evaluated but never trained on
 */
public record ExperimentSpec(
    String name,
    String model,
    String realDataset,
    long seed,
    int images,
    List<String> heldOutPrompts,
    GenerationSpec generation,
    TrainingSpec training,
    EvaluationSpec evaluation,
    List<ConditionSpec> conditions) {
  /** The most images that a training or evaluation set of an experiment may have. */
  public static final int MAX_IMAGES = 100_000;

  public ExperimentSpec {
    Require.text(name, "name", 100);
    Require.text(model, "model", 4096);
    Require.text(realDataset, "realDataset", 4096);
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
    Require.within(images, 1, MAX_IMAGES, "images");
    heldOutPrompts = Require.list(heldOutPrompts, 0, 1000, "heldOutPrompts");
    for (int i = 0; i < heldOutPrompts.size(); i++) {
      Require.text(heldOutPrompts.get(i), "heldOutPrompts[" + i + "]", 4096);
    }
    Require.present(generation, "generation");
    Require.present(training, "training");
    Require.present(evaluation, "evaluation");
    conditions = Require.list(conditions, 1, 100, "conditions");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      String condition = conditions.get(i).name();
      if (!names.add(condition)) {
        throw new ContractViolationException(
            "conditions[" + i + "].name",
            "expected a name of its own but found '" + condition + "' again");
      }
    }
  }

  /** The same spec with other words for its model and data set. */
  public ExperimentSpec withInputs(String otherModel, String otherRealDataset) {
    return new ExperimentSpec(
        name,
        otherModel,
        otherRealDataset,
        seed,
        images,
        heldOutPrompts,
        generation,
        training,
        evaluation,
        conditions);
  }

  /**
   * The condition of this name.
   *
   * @throws ContractViolationException if there is none
   */
  public ConditionSpec condition(String wanted) {
    return conditions.stream()
        .filter(condition -> condition.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ContractViolationException(
                    "condition", "no condition is named '" + wanted + "'"));
  }
}
