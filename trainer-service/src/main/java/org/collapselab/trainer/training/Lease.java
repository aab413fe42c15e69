package org.collapselab.trainer.training;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.collapselab.trainer.jobs.Claim;
import org.collapselab.trainer.jobs.Jobs;
import org.collapselab.trainer.jobs.LeaseLostException;
import org.jboss.logging.Logger;

/** Keeps a claim's lease alive beside the training, and tells when it was lost. */
final class Lease implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Lease.class);

  private final Jobs jobs;
  private final Claim claim;
  private final Duration length;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean lost;

  Lease(Jobs jobs, Claim claim, Duration length) {
    this.jobs = jobs;
    this.claim = claim;
    this.length = length;
    long third = length.toMillis() / 3;
    var unused = timer.scheduleWithFixedDelay(this::renew, third, third, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      jobs.renew(claim, length);
    } catch (LeaseLostException e) {
      lost = true;
      LOG.warn(e.getMessage());
    } catch (RuntimeException e) {
      // While the database is away nobody else can claim the job either.
      LOG.warnf("The lease of %s is not renewed yet: %s", claim.checkpoint().value(), e);
    }
  }

  /** Whether another worker may have the job by now. */
  boolean lost() {
    return lost;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
