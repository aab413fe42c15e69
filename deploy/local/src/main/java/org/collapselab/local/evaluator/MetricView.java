package org.collapselab.local.evaluator;

import java.util.Optional;
import org.collapselab.contracts.event.Floor;

/** A metric of an iteration. */
public record MetricView(
    String condition,
    int iteration,
    String name,
    String network,
    double value,
    double low,
    double high,
    double confidence,
    int n,
    Optional<Floor> floor,
    boolean reused) {}
