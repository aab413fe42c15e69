package org.collapselab.evaluator.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.collapselab.contracts.spec.ResolvedExperiment;

/** An experiment. */
@Entity
@Table(name = "experiment")
public class ExperimentRow {

  @Id String id;
  String name;
  String resolved;

  @Enumerated(EnumType.STRING)
  Status status;

  @Column(name = "submitted_at")
  Instant submittedAt;

  @Column(name = "finished_at")
  Instant finishedAt;

  /** Its name in every event. */
  public String id() {
    return id;
  }

  /** What the researcher called it. */
  public String name() {
    return name;
  }

  /** What it is made of. */
  public ResolvedExperiment resolved() {
    return ResolvedJson.read(resolved);
  }

  /** Where it stands. */
  public Status status() {
    return status;
  }

  /** When it was submitted. */
  public Instant submittedAt() {
    return submittedAt;
  }

  /** When it was completed or cancelled. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /**
   * Ends it.
   *
   * @throws IllegalStateException if it has ended already
   */
  void finish(Status end) {
    if (status.finished() || !end.finished()) {
      throw new IllegalStateException(
          "experiment " + id + " cannot turn from " + status + " to " + end);
    }
    status = end;
    finishedAt = Instant.now();
  }
}
