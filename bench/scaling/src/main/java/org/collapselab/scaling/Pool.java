package org.collapselab.scaling;

import java.util.ArrayDeque;
import java.util.Deque;

/** Equal servers with one line before them. */
final class Pool {
  private record Job(double seconds, Runnable done) {}

  private final Timeline timeline;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private int idle;

  Pool(Timeline timeline, int servers) {
    this.timeline = timeline;
    this.idle = servers;
  }

  void submit(double seconds, Runnable done) {
    waiting.add(new Job(seconds, done));
    next();
  }

  private void next() {
    while (idle > 0 && !waiting.isEmpty()) {
      idle--;
      Job job = waiting.removeFirst();
      timeline.after(
          job.seconds(),
          () -> {
            idle++;
            job.done().run();
            next();
          });
    }
  }
}
