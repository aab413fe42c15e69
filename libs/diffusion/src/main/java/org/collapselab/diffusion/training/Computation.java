package org.collapselab.diffusion.training;

import org.collapselab.diffusion.nn.Precision;

/**
 * How a run's steps are computed.
 *
 * @param precision what the network computes with
 * @param microBatch how many examples go through the network together, their gradients being summed
 *     up over the batch; 0 for the whole batch at once. Another number rounds otherwise
 * @param recompute whether activations are forgotten and computed again in the backward pass, which
 *     costs the time of another forward pass, needs the memory of one block instead of all, and
 *     changes no bit of the result
 */
public record Computation(Precision precision, int microBatch, boolean recompute) {

  /** The whole batch at once in 32 bits, with all activations kept. */
  public static final Computation PLAIN = new Computation(Precision.FP32, 0, false);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the size of a micro-batch is negative
   */
  public Computation {
    if (microBatch < 0) {
      throw new IllegalArgumentException("micro-batch: expected at least 0, but was " + microBatch);
    }
  }

  /** The largest number of examples of a batch that go through the network together. */
  int rows(int batch) {
    return microBatch == 0 ? batch : Math.min(microBatch, batch);
  }

  /** The same steps with the same results, all activations being kept. */
  Computation keeping() {
    return new Computation(precision, microBatch, false);
  }
}
