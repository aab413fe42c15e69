package org.collapselab.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before each new attempt: twice as long each time up to a limit, the half of it
 * by chance so that those who failed together do not return together ("equal jitter").
 */
record Backoff(Duration first, Duration most) {
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  /**
   * The wait after a failure.
   *
   * @param failures so far, from 1
   */
  Duration after(int failures, RandomGenerator random) {
    long limit = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, 30));
    return Duration.ofMillis(limit / 2 + random.nextLong(limit / 2 + 1));
  }
}
