package org.collapselab.scaling;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which images there are. */
final class Store {
  private final Map<Shard.Source, BitSet> images = new HashMap<>();
  private long made;
  private long madeTwice;

  int missing(Shard shard) {
    BitSet present = images.get(shard.source());
    int size = shard.to() - shard.from();
    return present == null ? size : size - present.get(shard.from(), shard.to()).cardinality();
  }

  /** Images that were missing when somebody began to make them. */
  void put(Shard shard, int begun) {
    int missing = missing(shard);
    made += missing;
    madeTwice += begun - missing;
    images.computeIfAbsent(shard.source(), source -> new BitSet()).set(shard.from(), shard.to());
  }

  long made() {
    return made;
  }

  /** Images that were made by two generators at the same time. */
  long madeTwice() {
    return madeTwice;
  }
}
