package org.collapselab.vision.evaluation;

import java.util.List;
import org.collapselab.vision.statistics.Bootstrap;
import org.collapselab.vision.statistics.RealFloor;

/**
 * How a set of images is measured.
 *
 * @param measures what is measured
 * @param extrapolate whether the Fréchet distance of infinitely many images is reckoned too
 * @param bootstrap gives the intervals
 * @param floor gives the floors
 */
public record Measuring(
    List<Measure> measures, boolean extrapolate, Bootstrap bootstrap, RealFloor floor) {

  public Measuring {
    measures = List.copyOf(measures);
  }

  /** The measures that cost little once there are features. */
  public static List<Measure> cheap() {
    return List.of(
        Measure.FRECHET,
        Measure.KERNEL,
        Measure.PRECISION,
        Measure.RECALL,
        Measure.DENSITY,
        Measure.COVERAGE,
        Measure.VENDI,
        Measure.ALIGNMENT,
        Measure.COLOUR);
  }
}
