package org.collapselab.scaling;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Simulated time: what is to happen, in its order. Times are in seconds. */
final class Timeline {
  private record Entry(double time, long number, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingDouble(Entry::time).thenComparingLong(Entry::number));
  private double now;
  private long number;

  double now() {
    return now;
  }

  void after(double seconds, Runnable action) {
    entries.add(new Entry(now + seconds, number++, action));
  }

  /**
   * Lets time go on until nothing is left to happen, or somebody says that it is the end.
   *
   * @throws IllegalStateException if it is not over after {@code most} seconds
   */
  void run(BooleanSupplier over, double most) {
    while (!over.getAsBoolean()) {
      Entry next = entries.poll();
      if (next == null || next.time() > most) {
        throw new IllegalStateException("not over after " + most + " s: something waits for ever");
      }
      now = next.time();
      next.action().run();
    }
  }
}
