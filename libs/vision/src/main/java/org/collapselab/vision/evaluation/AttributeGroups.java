package org.collapselab.vision.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Images by the value of one of their attributes. */
public final class AttributeGroups {

  private AttributeGroups() {}

  /**
   * The places among the kept images of each value; images without the attribute are in no group.
   *
   * @param kept as of {@link LookedAt#kept}
   */
  public static SortedMap<String, int[]> of(ImageSet images, int[] kept, String attribute) {
    Map<String, List<Integer>> places = new TreeMap<>();
    for (int place = 0; place < kept.length; place++) {
      String value = images.attributes(kept[place]).get(attribute);
      if (value != null) {
        places.computeIfAbsent(value, key -> new ArrayList<>()).add(place);
      }
    }
    SortedMap<String, int[]> groups = new TreeMap<>();
    places.forEach(
        (value, list) -> groups.put(value, list.stream().mapToInt(Integer::intValue).toArray()));
    return groups;
  }
}
