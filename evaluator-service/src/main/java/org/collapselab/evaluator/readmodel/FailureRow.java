package org.collapselab.evaluator.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A piece of an iteration's work that was given up; its condition cannot go on. */
@Entity
@Table(name = "failure")
public class FailureRow {

  @Id Long id;
  String experiment;
  String condition;
  int iteration;
  String service;
  String work;
  String reason;

  @Column(name = "failed_at")
  Instant failedAt;

  /** The condition that cannot go on. */
  public String condition() {
    return condition;
  }

  /** The failure as the API tells of it. */
  public FailureFacts facts() {
    return new FailureFacts(condition, iteration, service, work, reason, failedAt);
  }
}
