package org.collapselab.local.evaluator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ExperimentSpec;

/** An experiment and how far each iteration of each condition has come. */
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
    List<Failure> failures) {

  public boolean running() {
    return status.equals("running");
  }

  public boolean completed() {
    return status.equals("completed");
  }

  public boolean cancelled() {
    return status.equals("cancelled");
  }

  /** The names of the conditions, in the spec's order. */
  public List<String> conditionNames() {
    return conditions.stream().map(Condition::name).toList();
  }

  /** A condition; its iteration 0 is the base checkpoint. */
  public record Condition(String name, List<Iteration> iterations) {}

  /**
   * An iteration.
   *
   * @param state waiting, generating, training, evaluating, measured or failed
   */
  public record Iteration(
      int iteration,
      String state,
      double syntheticFraction,
      int syntheticImages,
      Images trainingImages,
      Optional<Dataset> dataset,
      Optional<Training> training,
      Optional<Evaluation> evaluation) {}

  /** Counts of the images of a training set. */
  public record Images(
      long requested,
      long made,
      long reused,
      long judged,
      long rejected,
      Optional<Instant> firstAt,
      Optional<Instant> lastAt) {}

  /** A composed training set. */
  public record Dataset(
      Key key, int real, int synthetic, int rejected, int flagged, Instant composedAt) {}

  /** The training of a checkpoint. */
  public record Training(
      Key checkpoint,
      int step,
      int steps,
      double loss,
      Optional<Boolean> reused,
      Optional<Instant> startedAt,
      Optional<Instant> trainedAt) {}

  /** The measurement of a checkpoint. */
  public record Evaluation(
      Key key,
      boolean reused,
      long wanted,
      long made,
      Instant requestedAt,
      Optional<Instant> announcedAt) {}

  /** A piece of work that was given up. */
  public record Failure(
      String condition, int iteration, String service, String work, String reason) {}
}
