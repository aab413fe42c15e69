package org.collapselab.evaluator.readmodel;

import java.time.Instant;

/**
 * A piece of work that was given up.
 *
 * @param service who gave up
 * @param work the key or name of what was to be made
 */
public record FailureFacts(
    String condition,
    int iteration,
    String service,
    String work,
    String reason,
    Instant failedAt) {}
