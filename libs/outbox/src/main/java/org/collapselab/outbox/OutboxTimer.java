package org.collapselab.outbox;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.collapselab.messaging.TransientFailure;
import org.jboss.logging.Logger;

/** Publishes what a crash or an outage left in the outbox. */
@ApplicationScoped
class OutboxTimer {

  private static final Logger LOG = Logger.getLogger(OutboxTimer.class);

  private final Outbox outbox;

  OutboxTimer(Outbox outbox) {
    this.outbox = outbox;
  }

  @Scheduled(
      every = "2s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void flush() {
    try {
      outbox.flush();
    } catch (RuntimeException e) {
      if (!TransientFailure.is(e)) {
        throw e;
      }
      LOG.warnf("Events wait in the outbox: %s", e.getMessage());
    }
  }
}
