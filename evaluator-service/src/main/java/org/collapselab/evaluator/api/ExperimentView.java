package org.collapselab.evaluator.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.evaluator.evaluation.EvaluationFacts;
import org.collapselab.evaluator.readmodel.DatasetFacts;
import org.collapselab.evaluator.readmodel.FailureFacts;
import org.collapselab.evaluator.readmodel.ImageCounts;
import org.collapselab.evaluator.readmodel.TrainingFacts;

/**
 * An experiment and how far each iteration of each condition has come.
 *
 * @param now the service's time, for whoever reckons how long the rest will take
 */
public record ExperimentView(
    String id,
    String name,
    String status,
    Instant submittedAt,
    Optional<Instant> finishedAt,
    Instant now,
    Key checkpoint,
    Key realDataset,
    ExperimentSpec spec,
    List<Condition> conditions,
    List<FailureFacts> failures) {

  /** The same, seen at another time. */
  ExperimentView at(Instant time) {
    return new ExperimentView(
        id,
        name,
        status,
        submittedAt,
        finishedAt,
        time,
        checkpoint,
        realDataset,
        spec,
        conditions,
        failures);
  }

  /** A condition; iteration 0 is the base checkpoint. */
  public record Condition(String name, List<Iteration> iterations) {}

  /**
   * An iteration.
   *
   * @param syntheticFraction of its training set; 0 for the base checkpoint, which has none here
   * @param syntheticImages the synthetic slots of its training set
   * @param trainingImages the images made for those slots, replacements included
   */
  public record Iteration(
      int iteration,
      State state,
      double syntheticFraction,
      int syntheticImages,
      ImageCounts trainingImages,
      Optional<DatasetFacts> dataset,
      Optional<TrainingFacts> training,
      Optional<EvaluationFacts> evaluation) {}
}
