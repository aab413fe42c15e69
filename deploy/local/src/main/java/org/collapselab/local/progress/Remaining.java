package org.collapselab.local.progress;

import java.time.Duration;
import java.util.Optional;

/** Reckons how long the rest takes from how long the work done in this run took. */
final class Remaining {
  private static final double FEWEST = 0.02;

  private final long start = System.nanoTime();
  private final double fractionAtStart;

  Remaining(double fractionAtStart) {
    this.fractionAtStart = fractionAtStart;
  }

  /** The time left; unknown until some work is done. */
  Optional<Duration> at(double fraction) {
    double done = fraction - fractionAtStart;
    if (done < FEWEST || fraction >= 1) {
      return Optional.empty();
    }
    double elapsed = System.nanoTime() - start;
    return Optional.of(Duration.ofNanos((long) (elapsed * (1 - fraction) / done)));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
