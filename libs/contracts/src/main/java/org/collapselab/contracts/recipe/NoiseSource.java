package org.collapselab.contracts.recipe;

import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Require;

/**
 * Where an image's noise comes from. It names no condition, so that conditions are compared on the
 * same noise (common random numbers).
 *
 * @param seed the experiment's, from 0 to 2^53-1
 * @param stream {@link #TRAINING} or {@link #EVALUATION}
 */
public record NoiseSource(long seed, int iteration, int slot, int attempt, String stream) {
  public static final String TRAINING = "training";
  public static final String EVALUATION = "evaluation";

  public NoiseSource {
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
    Require.within(iteration, 0, 100_000, "iteration");
    Require.within(slot, 0, Integer.MAX_VALUE, "slot");
    Require.within(attempt, 0, 1_000_000, "attempt");
    Require.present(stream, "stream");
    if (!stream.equals(TRAINING) && !stream.equals(EVALUATION)) {
      throw new ContractViolationException(
          "stream", "expected 'training' or 'evaluation' but found '" + stream + "'");
    }
  }
}
