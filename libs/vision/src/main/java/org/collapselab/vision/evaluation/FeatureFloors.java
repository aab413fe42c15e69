package org.collapselab.vision.evaluation;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.RealFloor;

/** What real images score against other real images, for every measure that allows it. */
public final class FeatureFloors {

  private FeatureFloors() {}

  /**
   * The floor of each measure of features, from the same splits.
   *
   * @param real features of the real images, [M,D]
   * @param n how many are set aside
   * @param measures those that are wanted; others than of features are passed over
   */
  public static Map<Measure, Estimate> of(
      RealFloor floor, float[][] real, int n, Collection<Measure> measures) {
    int fewest = Math.min(n, real.length - n);
    List<Measure> wanted =
        measures.stream()
            .filter(measure -> FeatureComparison.allows(measure, fewest))
            .distinct()
            .toList();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    List<Estimate> estimates =
        floor.of(
            real,
            n,
            (aside, rest) -> {
              FeatureComparison comparison = new FeatureComparison(aside, rest);
              return wanted.stream().mapToDouble(comparison::value).toArray();
            },
            wanted.size());
    Map<Measure, Estimate> floors = new EnumMap<>(Measure.class);
    for (int i = 0; i < wanted.size(); i++) {
      floors.put(wanted.get(i), estimates.get(i));
    }
    return Collections.unmodifiableMap(floors);
  }
}
