package org.collapselab.contracts.spec;

import org.collapselab.contracts.recipe.Curation;

/**
 * Rejects generated images of low quality and asks for others.
 *
 * @param maxAttempts images tried for a slot before the best one seen is taken
 * @param falseRejectionRate the share of real images that the thresholds would reject
 */
public record CurationSpec(int maxAttempts, double falseRejectionRate) {
  public CurationSpec {
    new Curation(maxAttempts, falseRejectionRate);
  }

  public Curation recipe() {
    return new Curation(maxAttempts, falseRejectionRate);
  }
}
