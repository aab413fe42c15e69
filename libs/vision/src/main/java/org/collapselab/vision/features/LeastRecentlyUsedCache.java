package org.collapselab.vision.features;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps as many vectors as it was told to, and drops the one not asked for longest. */
final class LeastRecentlyUsedCache implements FeatureCache {

  private record Name(String image, String network) {}

  private final int capacity;
  private final Map<Name, float[]> kept = new LinkedHashMap<>(16, 0.75f, true);

  LeastRecentlyUsedCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: expected at least 1, got " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized Optional<float[]> find(String image, String network) {
    return Optional.ofNullable(kept.get(new Name(image, network)));
  }

  @Override
  public synchronized void keep(String image, String network, float[] features) {
    kept.put(new Name(image, network), features.clone());
    if (kept.size() > capacity) {
      var oldest = kept.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
