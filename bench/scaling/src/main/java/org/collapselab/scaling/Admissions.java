package org.collapselab.scaling;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many in at a time; the others wait in line. */
final class Admissions {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int room;

  Admissions(int room) {
    this.room = room;
  }

  void enter(Runnable begin) {
    waiting.addLast(begin);
    admit();
  }

  void leave() {
    room++;
    admit();
  }

  private void admit() {
    while (room > 0 && !waiting.isEmpty()) {
      room--;
      waiting.removeFirst().run();
    }
  }
}
