package org.collapselab.evaluator.evaluation;

import java.util.Map;
import java.util.Optional;
import org.collapselab.contracts.event.Floor;
import org.collapselab.vision.evaluation.FeatureComparison;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.metrics.Gaussian;

/** What generated images are compared to, and what real images score there. */
final class RealReference {

  private final float[][] rest;
  private final Gaussian moments;
  private final Map<Measure, Floor> floors;

  /**
   * A reference.
   *
   * @param rest the features of the real images, less as many as are set aside for the floors,
   *     [M,D]
   * @param floors what real images score against such a rest, and for the alignment with their own
   *     captions
   */
  RealReference(float[][] rest, Map<Measure, Floor> floors) {
    this.rest = rest;
    this.moments = Gaussian.of(rest);
    this.floors = Map.copyOf(floors);
  }

  /** Compares the features of generated images [N,D]. */
  FeatureComparison compare(float[][] generated) {
    return new FeatureComparison(generated, rest, () -> moments);
  }

  /** What real images score. */
  Optional<Floor> floor(Measure measure) {
    return Optional.ofNullable(floors.get(measure));
  }
}
