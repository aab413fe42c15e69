package org.collapselab.vision.provenance;

/**
 * Flags images in which a watermark is found.
 *
 * @param detector with the false-positive rate that it is to have
 * @param width of the images that were marked
 * @param height of the images that were marked
 */
public record WatermarkFilter(WatermarkDetector detector, int width, int height)
    implements ProvenanceFilter {

  @Override
  public boolean flagged(Candidate candidate) {
    return detector.detect(candidate.image(), width, height).detected();
  }
}
