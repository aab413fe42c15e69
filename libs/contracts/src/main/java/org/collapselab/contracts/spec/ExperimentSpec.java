package org.collapselab.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * What an experiment is made of.
 *
 * @param model a folder in diffusers layout, or a checkpoint's key
 * @param realDataset a folder in ImageFolder layout, or a real data set's key
 * @param corruptImages what becomes of images of the folder that cannot be decoded, {@code refuse}
 *     if it isn't said; never said of a data set in the store, whose key tells its images
 * @param seed of everything random, from 0 to 2^53-1
 * @param images in every training set (N)
 * @param heldOutPrompts evaluated but never trained on
 */
public record ExperimentSpec(
    String name,
    String model,
    String realDataset,
    Optional<CorruptImages> corruptImages,
    long seed,
    int images,
    List<String> heldOutPrompts,
    GenerationSpec generation,
    TrainingSpec training,
    EvaluationSpec evaluation,
    List<ConditionSpec> conditions) {
  /** The most conditions of an experiment. */
  public static final int MAX_CONDITIONS = 500;

  /** The most images that a training or evaluation set of an experiment may have. */
  public static final int MAX_IMAGES = 100_000;

  public ExperimentSpec {
    Require.text(name, "name", 100);
    Require.text(model, "model", 4096);
    Require.text(realDataset, "realDataset", 4096);
    Require.present(corruptImages, "corruptImages");
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
    Require.within(images, 1, MAX_IMAGES, "images");
    heldOutPrompts = Require.list(heldOutPrompts, 0, 1000, "heldOutPrompts");
    for (int i = 0; i < heldOutPrompts.size(); i++) {
      Require.text(heldOutPrompts.get(i), "heldOutPrompts[" + i + "]", 4096);
    }
    Require.present(generation, "generation");
    Require.present(training, "training");
    Require.present(evaluation, "evaluation");
    conditions = Require.list(conditions, 1, MAX_CONDITIONS, "conditions");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      checkSettings(generation, training, conditions.get(i), "conditions[" + i + "]");
      String condition = conditions.get(i).name();
      if (!names.add(condition)) {
        throw new ContractViolationException(
            "conditions[" + i + "].name",
            "expected a name of its own but found '" + condition + "' again");
      }
    }
  }

  /** What becomes of a real image that cannot be decoded. */
  public enum CorruptImages {
    /** The experiment is refused, with the image's name. */
    @JsonProperty("refuse")
    REFUSE,
    /** The data set is used without it. */
    @JsonProperty("skip")
    SKIP
  }

  /** The same spec with its model and its data set in the store. */
  public ExperimentSpec bound(Key checkpoint, Key realDatasetInStore) {
    return new ExperimentSpec(
        name,
        checkpoint.value(),
        realDatasetInStore.value(),
        Optional.empty(),
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

  /** The seed of everything random in a condition but its evaluation, which is the experiment's. */
  public long seed(ConditionSpec condition) {
    return condition.seed().orElse(seed);
  }

  /** How a condition's synthetic images are made. */
  public GenerationSpec generation(ConditionSpec condition) {
    return generation.with(condition);
  }

  /** How each iteration of a condition fine-tunes. */
  public TrainingSpec training(ConditionSpec condition) {
    return training.with(condition);
  }

  private static void checkSettings(
      GenerationSpec generation, TrainingSpec training, ConditionSpec condition, String path) {
    try {
      generation.with(condition);
      training.with(condition);
    } catch (ContractViolationException e) {
      throw e.within(path);
    }
  }
}
