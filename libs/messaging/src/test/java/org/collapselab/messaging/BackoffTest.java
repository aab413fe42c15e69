package org.collapselab.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsTwiceAsLongEachTimeUpToALimit() {
    SplittableRandom random = new SplittableRandom(1);
    for (int failures = 1; failures < 200; failures++) {
      // When
      Duration wait = Backoff.DEFAULT.after(failures, random);
      // Then
      long limit = Math.min(10_000, 100L << Math.min(failures - 1, 20));
      assertThat(wait.toMillis()).isBetween(limit / 2, limit);
    }
  }
}
