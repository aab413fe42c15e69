package org.collapselab.curator.planning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.collapselab.contracts.Key;

/** The making of one data set: open until it is composed. */
@Entity
@Table(name = "plan")
public class PlanRow {

  enum State {
    OPEN,
    COMPOSED
  }

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String experiment;
  String condition;
  int iteration;
  String source;
  String previous;

  @Enumerated(EnumType.STRING)
  State state = State.OPEN;

  String dataset;
  String checkpoint;

  @Column(name = "planned_at")
  Instant plannedAt;

  @Column(name = "composed_at")
  Instant composedAt;

  /** The row's identity. */
  public long id() {
    return id;
  }

  /** What it is for. */
  public PlanName name() {
    return new PlanName(experiment, condition, iteration);
  }

  /** The checkpoint that makes its images. */
  public Key source() {
    return Key.parse(source);
  }

  /** The checkpoint of the iteration before. */
  public Key previous() {
    return Key.parse(previous);
  }

  /** Whether its data set still has to be composed. */
  public boolean open() {
    return state == State.OPEN;
  }

  /** The key of the checkpoint that is trained on its data set, once composed. */
  public Optional<Key> checkpoint() {
    return Optional.ofNullable(checkpoint).map(Key::parse);
  }

  /** Closes it with its data set and the checkpoint that is to be trained on it. */
  public void compose(Key dataset, Key checkpoint) {
    if (!open()) {
      throw new IllegalStateException("plan " + name() + " is composed already");
    }
    this.dataset = dataset.value();
    this.checkpoint = checkpoint.value();
    this.composedAt = Instant.now();
    this.state = State.COMPOSED;
  }
}
