package org.collapselab.contracts.recipe;

import org.collapselab.contracts.Require;

/**
 * The policy that rejects generated images of low quality and asks for others.
 *
 * @param maxAttempts images tried for a slot before the best one seen is taken
 * @param falseRejectionRate the share of real images that the thresholds would reject
 */
public record Curation(int maxAttempts, double falseRejectionRate) {
  public Curation {
    Require.within(maxAttempts, 1, 1000, "maxAttempts");
    Require.within(falseRejectionRate, 0, 1, "falseRejectionRate");
  }
}
