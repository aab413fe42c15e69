package org.collapselab.local.evaluator;

import java.time.Instant;
import java.util.Optional;

/** An experiment in a list of them. */
public record ExperimentSummary(
    String id, String name, String status, Instant submittedAt, Optional<Instant> finishedAt) {}
