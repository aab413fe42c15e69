package org.collapselab.evaluator.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry that was used the longest ago when it has too many. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int capacity;

  LruMap(int capacity) {
    super(capacity, 0.75f, true);
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
