package org.collapselab.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OutboxMetricsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Hands clock = new Hands();
  private Backlog backlog = new Backlog(0, 0);
  private final OutboxMetrics metrics = new OutboxMetrics(() -> backlog, registry, clock);

  /** A clock that is put forward by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void shouldTellForHowLongTheSameEventHasBeenFirst() {
    // Given
    look(new Backlog(3, 7));
    clock.now = clock.now.plus(MINUTE);

    // When more come
    look(new Backlog(5, 7));

    // Then
    assertThat(gauge("collapse.outbox.events")).isEqualTo(5);
    assertThat(gauge("collapse.outbox.oldest")).isEqualTo(60);
  }

  @Test
  void shouldBeginAnewWhereAnotherEventIsFirst() {
    // Given a broker that takes events, if slowly
    look(new Backlog(3, 7));
    clock.now = clock.now.plus(MINUTE);

    // When
    look(new Backlog(3, 8));

    // Then
    assertThat(gauge("collapse.outbox.oldest")).isZero();
  }

  @Test
  void shouldTellOfNoWaitWhereNothingWaits() {
    // Given
    look(new Backlog(1, 7));

    // When
    look(new Backlog(0, 0));
    clock.now = clock.now.plus(MINUTE);

    // Then
    assertThat(gauge("collapse.outbox.events")).isZero();
    assertThat(gauge("collapse.outbox.oldest")).isZero();
  }

  private void look(Backlog now) {
    backlog = now;
    metrics.look();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }
}
