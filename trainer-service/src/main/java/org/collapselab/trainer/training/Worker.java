package org.collapselab.trainer.training;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.collapselab.messaging.TransientFailure;
import org.collapselab.trainer.jobs.Claim;
import org.collapselab.trainer.jobs.Jobs;
import org.jboss.logging.Logger;

/**
 * Claims one job after the other, on a thread of its own, until the service stops. It looks for
 * work when it is woken and at intervals, for a job may also come free because another worker died.
 */
@ApplicationScoped
public class Worker {

  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final long LOOK_AGAIN_MILLIS = 1000;

  private final Jobs jobs;
  private final JobRunner runner;
  private final TrainerSettings settings;
  private final String name = "trainer-" + ProcessHandle.current().pid() + "@" + host();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "training");
  private volatile boolean stopping;

  Worker(Jobs jobs, JobRunner runner, TrainerSettings settings) {
    this.jobs = jobs;
    this.runner = runner;
    this.settings = settings;
  }

  private static String host() {
    return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
  }

  void start(@Observes StartupEvent event) {
    if (settings.workers() > 0) {
      thread.start();
    }
  }

  /** Stops before the database does: the running job finishes its step and is given back. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    stopping = true;
    runner.drain();
    wake.release();
    // A join of 0 would wait for ever.
    thread.join(Math.max(1, settings.drain().toMillis()));
  }

  /** Says that there may be a job. */
  public void wake() {
    wake.release();
  }

  private void work() {
    while (!stopping) {
      try {
        Optional<Claim> claim = jobs.claim(name, settings.lease());
        if (claim.isPresent()) {
          runner.run(claim.get());
        } else {
          rest();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (TransientFailure.is(e)) {
          LOG.warnf("No job can be claimed now: %s", e);
        } else {
          LOG.error("No job can be claimed now", e);
        }
        restQuietly();
      }
    }
  }

  private void rest() throws InterruptedException {
    if (wake.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      wake.drainPermits();
    }
  }

  private void restQuietly() {
    try {
      rest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
