package org.collapselab.contracts.recipe;

import java.util.Optional;
import org.collapselab.contracts.Require;

/**
 * How a checkpoint is fine-tuned. Precision and micro-batch belong to it because other ones round
 * otherwise and so make another checkpoint; they are absent where they are what a training does if
 * nothing is said, so that there is one way to write it.
 *
 * @param resolution width and height the images are brought to, in pixels
 * @param warmupSteps steps over which the learning rate rises from 0, then it stays
 * @param batch images a step
 * @param gradientClip the largest global norm of the gradients; 0 means no clipping
 * @param emaDecay of the moving average of the weights, which is then the checkpoint; 0 means none
 * @param captionDropout the share of captions that training replaces by the empty one
 * @param precision what the network computes with, if not {@link Precision#FP32}
 * @param microBatch images that go through the network together, if fewer than the batch
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
    double captionDropout,
    Optional<Precision> precision,
    Optional<Integer> microBatch) {
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
    microBatch.ifPresent(size -> Require.within(size, 1, 65_536, "microBatch"));
    precision = precision.filter(given -> given != Precision.FP32);
    int whole = batch;
    microBatch = microBatch.filter(size -> size < whole);
  }
}
