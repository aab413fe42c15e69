package org.collapselab.evaluator.readmodel;

/**
 * A report of a training.
 *
 * @param step steps done
 * @param loss the mean of the steps since the report before
 * @param gradientNorm global norm before clipping
 * @param stepMillis the time of a step
 */
public record TrainingStep(int step, double loss, double gradientNorm, double stepMillis) {}
