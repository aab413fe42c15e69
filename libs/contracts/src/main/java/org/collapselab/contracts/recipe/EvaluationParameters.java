package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Require;

/**
 * How a checkpoint is measured.
 *
 * @param images how many are generated and measured
 * @param bootstrapReplicates resamples behind each interval
 * @param confidence of each interval, in (0, 1)
 * @param seed of the bootstrap, from 0 to 2^53-1
 */
public record EvaluationParameters(
    int images, Sampling sampling, int bootstrapReplicates, double confidence, long seed) {
  public EvaluationParameters {
    Require.within(images, 1, 1_000_000, "images");
    Require.present(sampling, "sampling");
    Require.within(bootstrapReplicates, 1, 1_000_000, "bootstrapReplicates");
    Require.above(confidence, 0, "confidence");
    Require.halfOpen(confidence, 0, 1, "confidence");
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
  }
}
