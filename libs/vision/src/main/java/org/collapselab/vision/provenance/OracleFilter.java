package org.collapselab.vision.provenance;

import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;

/**
 * Knows the truth and errs at stated rates: for asking how good a filter has to be. Whether it errs
 * on an image depends on the seed and the image's key alone, so every condition and iteration has
 * the same answer, and an oracle of a higher recall flags what one of a lower recall does and more.
 *
 * @param recall the probability of flagging a generated image
 * @param falsePositiveRate the probability of flagging a real image
 * @param seed which images it errs on
 */
public record OracleFilter(double recall, double falsePositiveRate, long seed)
    implements ProvenanceFilter {

  /** Refuses what is no probability. */
  public OracleFilter {
    check("recall", recall);
    check("falsePositiveRate", falsePositiveRate);
  }

  @Override
  public boolean flagged(Candidate candidate) {
    double drawn =
        Noise.of(new NoiseKey(seed, 0, 0, 0, "provenance/" + candidate.key())).uniform(0);
    return drawn < (candidate.generated() ? recall : falsePositiveRate);
  }

  private static void check(String field, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "%s: expected a number from 0 to 1, got %s".formatted(field, probability));
    }
  }
}
