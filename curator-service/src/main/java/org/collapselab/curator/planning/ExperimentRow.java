package org.collapselab.curator.planning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** An experiment this service has heard of: submitted, cancelled or both, in either order. */
@Entity
@Table(name = "experiment")
public class ExperimentRow {

  @Id String id;
  String submitted;
  boolean cancelled;

  @Column(name = "created_at")
  java.time.Instant createdAt;

  /** The JSON of its submission, unless only its cancellation was seen. */
  Optional<String> submission() {
    return Optional.ofNullable(submitted);
  }

  /** Whether its data sets are no longer wanted. */
  boolean cancelled() {
    return cancelled;
  }
}
