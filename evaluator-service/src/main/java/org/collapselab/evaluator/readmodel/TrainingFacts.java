package org.collapselab.evaluator.readmodel;

import java.time.Instant;
import java.util.Optional;
import org.collapselab.contracts.Key;

/**
 * The training of an iteration's checkpoint.
 *
 * @param step the last step heard of
 * @param steps all steps
 * @param loss at that step; of the finished training, once it is
 * @param reused whether the checkpoint was there before it was asked for; known once it is there
 * @param startedAt when the first step was heard of; never, if the checkpoint was there already
 */
public record TrainingFacts(
    Key checkpoint,
    int step,
    int steps,
    double loss,
    Optional<Double> gradientNorm,
    Optional<Double> stepMillis,
    Optional<Boolean> reused,
    Optional<Instant> startedAt,
    Optional<Instant> progressedAt,
    Optional<Instant> trainedAt) {}
