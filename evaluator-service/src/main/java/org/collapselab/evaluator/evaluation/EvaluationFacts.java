package org.collapselab.evaluator.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;

/**
 * The measurement of an iteration's checkpoint.
 *
 * @param key of the evaluation's recipe
 * @param reused whether the measurement was there, or asked for, before this iteration asked for it
 * @param wanted the images it takes
 * @param made those of them that are there
 * @param metrics what was measured, once it is announced
 */
public record EvaluationFacts(
    String condition,
    int iteration,
    Key key,
    Key checkpoint,
    boolean reused,
    long wanted,
    long made,
    Instant requestedAt,
    Optional<Instant> measuredAt,
    Optional<Instant> announcedAt,
    List<Metric> metrics) {}
