package org.collapselab.diffusion.training;

/**
 * What one training step did.
 *
 * @param step the number of steps done, this one included
 * @param steps the number of steps of the run
 * @param loss mean squared error of the prediction
 * @param gradientNorm global norm of the gradients before clipping
 * @param learningRate the learning rate used
 * @param millis wall-clock time
 */
public record StepReport(
    int step, int steps, double loss, double gradientNorm, double learningRate, double millis) {}
