package org.collapselab.scaling;

import java.util.LinkedHashSet;

/** So many things that were used last. */
final class Recent {
  private final LinkedHashSet<String> oldestFirst = new LinkedHashSet<>();
  private final int room;

  Recent(int room) {
    this.room = room;
  }

  /** Whether it was there; it is there now, and the one used longest ago may be no more. */
  boolean use(String thing) {
    boolean there = oldestFirst.remove(thing);
    oldestFirst.add(thing);
    if (oldestFirst.size() > room) {
      oldestFirst.remove(oldestFirst.iterator().next());
    }
    return there;
  }
}
