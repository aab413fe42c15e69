package org.collapselab.local.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.collapselab.vision.evaluation.Measure;
import org.collapselab.vision.evaluation.Measured;
import org.collapselab.vision.features.NetworkFacts;
import org.collapselab.vision.statistics.Comparison;

/**
 * What was measured of a folder of generated images.
 *
 * @param network the network behind it
 * @param generated how many generated images there are
 * @param real how many real ones
 * @param kept how many of each kind are looked at one by one, for measures that need that
 * @param metrics of all images
 * @param groups of the images of each value of an attribute
 * @param difference from the images of another folder, this one's less the other's
 */
public record FolderMetrics(
    NetworkFacts network,
    int generated,
    int real,
    int kept,
    List<Measured> metrics,
    SortedMap<String, List<Measured>> groups,
    Optional<Difference> difference) {

  /**
   * A comparison with other images.
   *
   * @param paired whether the files have the same names, so that each is compared to its like
   */
  public record Difference(boolean paired, Map<Measure, Comparison> of) {}
}
