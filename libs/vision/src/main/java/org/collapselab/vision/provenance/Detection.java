package org.collapselab.vision.provenance;

/**
 * What a detector found in an image.
 *
 * @param bits that were seen at the best placement
 * @param matching bits of these that the image holds as the payload has them
 * @param placements of the mark that were tried
 * @param threshold the fewest matching bits that count as the mark
 * @param pValue the probability, over payloads drawn at random, that an image without a mark
 *     matches as well at any of the placements; an upper bound if there are several
 */
public record Detection(int bits, int matching, int placements, int threshold, double pValue) {

  /** Whether the image is taken for marked. */
  public boolean detected() {
    return matching >= threshold;
  }

  /** The share of these bits that the image holds otherwise. */
  public double bitErrorRate() {
    return bits == 0 ? 1 : 1 - (double) matching / bits;
  }
}
