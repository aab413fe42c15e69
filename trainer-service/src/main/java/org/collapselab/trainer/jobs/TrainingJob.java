package org.collapselab.trainer.jobs;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.collapselab.contracts.Key;

/**
 * A row of the queue: a checkpoint to be trained. Its times are the database's, so workers' clocks
 * don't matter.
 */
@Entity
@Table(name = "training_job")
class TrainingJob extends PanacheEntityBase {

  enum State {
    WAITING,
    RUNNING,
    TRAINED,
    FAILED
  }

  @Id String checkpoint;

  String recipe;

  @Enumerated(EnumType.STRING)
  State state;

  String worker;

  @Column(name = "leased_until")
  Instant leasedUntil;

  long fence;

  int failures;

  @Column(name = "not_before", insertable = false)
  Instant notBefore;

  String reason;

  @Column(name = "finished_at")
  Instant finishedAt;

  /** The row, locked until the transaction ends. */
  static Optional<TrainingJob> lock(Key checkpoint) {
    return Optional.ofNullable(
        TrainingJob.findById(checkpoint.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  /** The row, locked, if it is still in the hands of this claim. */
  static Optional<TrainingJob> lock(Claim claim) {
    return lock(claim.checkpoint())
        .filter(job -> job.state == State.RUNNING && job.fence == claim.fence());
  }
}
