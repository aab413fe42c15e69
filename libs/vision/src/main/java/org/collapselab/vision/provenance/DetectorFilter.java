package org.collapselab.vision.provenance;

import java.util.function.Function;
import org.collapselab.diffusion.data.RgbImage;

/** Flags images that a learned detector scores above a threshold. */
public final class DetectorFilter implements ProvenanceFilter {

  private final LearnedDetector detector;
  private final double threshold;
  private final Function<RgbImage, double[]> features;

  /**
   * Flags this fraction of real images.
   *
   * @param features of an image, as {@link LearnedDetector#features} gives them with the network
   *     that the detector was learned with
   * @throws IllegalArgumentException if the detector saw too few real images for the rate
   */
  public DetectorFilter(
      LearnedDetector detector, double falsePositiveRate, Function<RgbImage, double[]> features) {
    this.detector = detector;
    this.threshold = detector.threshold(falsePositiveRate);
    this.features = features;
  }

  @Override
  public boolean flagged(Candidate candidate) {
    return detector.score(candidate.key(), features.apply(candidate.image())) > threshold;
  }
}
