package org.collapselab.evaluator.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.collapselab.contracts.Key;

/** How far one iteration of a condition has come: its data set and its training. */
@Entity
@Table(name = "progress")
public class ProgressRow {

  @Id Long id;
  String experiment;
  String condition;
  int iteration;

  String dataset;
  Integer real;
  Integer synthetic;
  Integer rejected;
  Integer flagged;

  @Column(name = "composed_at")
  Instant composedAt;

  String checkpoint;
  Integer step;
  Integer steps;
  Double loss;

  @Column(name = "gradient_norm")
  Double gradientNorm;

  @Column(name = "step_millis")
  Double stepMillis;

  @Column(name = "training_at")
  Instant trainingAt;

  @Column(name = "progressed_at")
  Instant progressedAt;

  @Column(name = "trained_at")
  Instant trainedAt;

  @Column(name = "training_reused")
  Boolean trainingReused;

  /** The condition's name. */
  public String condition() {
    return condition;
  }

  /** The iteration, from 1. */
  public int iteration() {
    return iteration;
  }

  /** The checkpoint, once it is trained. */
  public Optional<Key> trained() {
    return trainedAt == null ? Optional.empty() : Optional.of(Key.parse(checkpoint));
  }

  /** The data set, once it is composed. */
  public Optional<DatasetFacts> dataset() {
    return composedAt == null
        ? Optional.empty()
        : Optional.of(
            new DatasetFacts(Key.parse(dataset), real, synthetic, rejected, flagged, composedAt));
  }

  /** The training, once anything was heard of it. */
  public Optional<TrainingFacts> training() {
    return step == null
        ? Optional.empty()
        : Optional.of(
            new TrainingFacts(
                Key.parse(checkpoint),
                step,
                steps,
                loss,
                Optional.ofNullable(gradientNorm),
                Optional.ofNullable(stepMillis),
                Optional.ofNullable(trainingReused),
                Optional.ofNullable(trainingAt),
                Optional.ofNullable(progressedAt),
                Optional.ofNullable(trainedAt)));
  }
}
