package org.collapselab.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.collapselab.messaging.TransientFailure;
import org.jboss.logging.Logger;

/**
 * Tells how many events wait for the broker ({@code collapse.outbox.events}) and for how long the
 * first of them has been seen to wait ({@code collapse.outbox.oldest}, seconds).
 */
@ApplicationScoped
class OutboxMetrics {

  private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);

  /** A backlog, and since when its first event is known to wait. */
  private record Seen(Backlog backlog, Instant since) {}

  private final Supplier<Backlog> backlogs;
  private final Clock clock;
  private volatile Seen seen = new Seen(new Backlog(0, 0), Instant.EPOCH);

  @Inject
  OutboxMetrics(Outbox outbox, MeterRegistry registry) {
    this(outbox::backlog, registry, Clock.systemUTC());
  }

  OutboxMetrics(Supplier<Backlog> backlogs, MeterRegistry registry, Clock clock) {
    this.backlogs = backlogs;
    this.clock = clock;
    Gauge.builder("collapse.outbox.events", this, metrics -> metrics.seen.backlog().events())
        .description("Events that wait for the broker")
        .register(registry);
    Gauge.builder("collapse.outbox.oldest", this, OutboxMetrics::oldestSeconds)
        .description("For how long the first of them has waited")
        .baseUnit("seconds")
        .register(registry);
  }

  private double oldestSeconds() {
    Seen now = seen;
    return now.backlog().events() == 0
        ? 0
        : Duration.between(now.since(), clock.instant()).toMillis() / 1000.0;
  }

  @Scheduled(
      every = "15s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void look() {
    try {
      Backlog backlog = backlogs.get();
      boolean same = backlog.events() > 0 && backlog.first() == seen.backlog().first();
      seen = new Seen(backlog, same ? seen.since() : clock.instant());
    } catch (RuntimeException e) {
      if (!TransientFailure.is(e)) {
        throw e;
      }
      LOG.debugf("The outbox cannot be looked at: %s", e.getMessage());
    }
  }
}
