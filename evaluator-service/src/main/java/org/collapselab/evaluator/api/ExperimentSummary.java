package org.collapselab.evaluator.api;

import java.time.Instant;
import java.util.Optional;
import org.collapselab.evaluator.readmodel.ExperimentRow;

/** An experiment in a list of them. */
public record ExperimentSummary(
    String id, String name, String status, Instant submittedAt, Optional<Instant> finishedAt) {

  static ExperimentSummary of(ExperimentRow row) {
    return new ExperimentSummary(
        row.id(), row.name(), row.status().word(), row.submittedAt(), row.finishedAt());
  }
}
