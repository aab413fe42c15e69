package org.collapselab.curator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.contracts.spec.TrainingSpec;
import org.collapselab.curator.planning.TrainingImages;

/** Small experiments for tests. */
public final class Specs {

  private Specs() {}

  /** The key of some words. */
  public static Key key(String words) {
    return Key.sha256(words.getBytes(StandardCharsets.UTF_8));
  }

  /** A real data set whose images are named by their index. */
  public static RealDatasetRecipe real(int images) {
    return new RealDatasetRecipe(
        "real",
        IntStream.range(0, images)
            .mapToObj(
                i ->
                    new RealImage(
                        key("real " + i), i + ".png", "caption " + i, new TreeMap<>(Map.of())))
            .toList());
  }

  /** A condition without curation. */
  public static ConditionSpec condition(String name, Double... fractions) {
    return new ConditionSpec(
        name, List.of(fractions), fractions.length, Optional.empty(), Optional.empty());
  }

  /** A condition as a spec writes it. */
  public static ConditionSpec read(String condition) {
    return SpecReader.read(
            "name: a\nmodel: b\nrealDataset: c\nconditions:\n  - " + condition + "\n")
        .conditions()
        .get(0);
  }

  /** A condition of one iteration with curation. */
  public static ConditionSpec curated(double fraction, int maxAttempts) {
    return new ConditionSpec(
        "curated",
        List.of(fraction),
        1,
        Optional.of(new CurationSpec(maxAttempts, 0.1)),
        Optional.empty());
  }

  /** The images that can fill the slots of a condition, of so many real ones. */
  public static TrainingImages images(
      int images, GenerationSpec.Mode mode, ConditionSpec condition, int real) {
    return TrainingImages.of(
        experiment(images, mode, TrainingSpec.From.PREVIOUS, condition), condition, real(real));
  }

  /** An experiment. */
  public static ExperimentSpec experiment(
      int images, GenerationSpec.Mode mode, TrainingSpec.From from, ConditionSpec... conditions) {
    return new ExperimentSpec(
        "small",
        "model",
        "data",
        Optional.empty(),
        42,
        images,
        List.of(),
        new GenerationSpec(mode, 0.5, "ddim", 4, 1, 64, 64, "ugly", 3),
        new TrainingSpec(from, 1e-4, 0, 4, 3, 0, 1, 0, 0.1, Optional.empty(), Optional.empty()),
        new EvaluationSpec(8, "ddim", 4, 1, 20, 0.9, Optional.empty()),
        List.of(conditions));
  }
}
