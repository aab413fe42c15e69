package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Require;

/**
 * How a checkpoint is fine-tuned.
 *
 * @param resolution width and height the images are brought to, in pixels
 * @param warmupSteps steps over which the learning rate rises from 0, then it stays
 * @param batch images a step
 * @param gradientClip the largest global norm of the gradients; 0 means no clipping
 * @param emaDecay of the moving average of the weights, which is then the checkpoint; 0 means none
 * @param captionDropout the share of captions that training replaces by the empty one
 */
public record TrainingParameters(
    int resolution,
    double learningRate,
    int warmupSteps,
    int batch,
    int steps,
    double weightDecay,
    double gradientClip,
    double emaDecay,
    double captionDropout) {
  public TrainingParameters {
    Require.multipleOf((int) Require.within(resolution, 8, 8192, "resolution"), 8, "resolution");
    Require.above(learningRate, 0, "learningRate");
    Require.within(warmupSteps, 0, 10_000_000, "warmupSteps");
    Require.within(batch, 1, 65_536, "batch");
    Require.within(steps, 1, 10_000_000, "steps");
    Require.within(weightDecay, 0, 1, "weightDecay");
    Require.within(gradientClip, 0, 1e9, "gradientClip");
    Require.halfOpen(emaDecay, 0, 1, "emaDecay");
    Require.within(captionDropout, 0, 1, "captionDropout");
  }
}
