package org.collapselab.evaluator.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;
import org.collapselab.messaging.TransientFailure;
import org.collapselab.outbox.Outbox;
import org.jboss.logging.Logger;

/**
 * Measures the evaluations whose images are all there, tells the subscribers and ends experiments.
 * It looks at the state every second, so it matters neither which event completed an evaluation nor
 * whether the process that saw it still lives.
 */
@ApplicationScoped
class Measurer {

  private static final Logger LOG = Logger.getLogger(Measurer.class);
  private static final long PATIENCE_SECONDS = 20;

  private final EvaluationRows evaluations;
  private final Subscriptions subscriptions;
  private final Measurement measurement;
  private final EvaluationStore store;
  private final ImageRequests requests;
  private final Announcements announcements;
  private final MeasuringLock lock;
  private final Outbox outbox;
  private final Timer timer;
  private final ReentrantLock atWork = new ReentrantLock();
  private volatile boolean stopping;

  Measurer(
      EvaluationRows evaluations,
      Subscriptions subscriptions,
      Measurement measurement,
      EvaluationStore store,
      ImageRequests requests,
      Announcements announcements,
      MeasuringLock lock,
      Outbox outbox,
      MeterRegistry registry) {
    this.evaluations = evaluations;
    this.subscriptions = subscriptions;
    this.measurement = measurement;
    this.store = store;
    this.requests = requests;
    this.announcements = announcements;
    this.lock = lock;
    this.outbox = outbox;
    this.timer =
        Timer.builder("collapse.measurements")
            .description("Checkpoints measured")
            .register(registry);
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void advance() throws SQLException {
    atWork.lock();
    try {
      if (stopping) {
        return;
      }
      requests.advance();
      for (Key evaluation : QuarkusTransaction.requiringNew().call(evaluations::ready)) {
        if (stopping) {
          return;
        }
        lock.ifFree(evaluation, () -> measure(evaluation));
        tell();
      }
      tell();
    } catch (RuntimeException | SQLException e) {
      if (!TransientFailure.is(e)) {
        throw e;
      }
      LOG.warnf("Measurements wait: %s", e.getMessage());
    } finally {
      atWork.unlock();
    }
  }

  /** Waits for the measurement at work, before anything it works with is closed. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    if (atWork.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      atWork.unlock();
    } else {
      LOG.warnf("A measurement still goes on after %d s", PATIENCE_SECONDS);
    }
  }

  private void tell() {
    announcements.announce();
    announcements.complete();
    outbox.flush();
  }

  private void measure(Key key) {
    EvaluationRow evaluation =
        QuarkusTransaction.requiringNew().call(() -> evaluations.findById(key.value()));
    if (!evaluation.open()) {
      return;
    }
    try {
      List<EvaluationImageRow> images =
          QuarkusTransaction.requiringNew().call(() -> evaluations.images(key));
      List<Metric> metrics =
          store.put(evaluation.recipe(), timer.record(() -> measurement.of(evaluation, images)));
      QuarkusTransaction.requiringNew()
          .run(
              () ->
                  evaluations
                      .locked(key)
                      .filter(EvaluationRow::open)
                      .ifPresent(row -> row.measured(metrics)));
      LOG.infof("Measured checkpoint %s by %d images", evaluation.checkpoint, images.size());
    } catch (RuntimeException e) {
      if (TransientFailure.is(e)) {
        throw e;
      }
      LOG.errorf(e, "Evaluation %s is given up", key);
      QuarkusTransaction.requiringNew().run(() -> giveUp(key, e));
    }
  }

  private void giveUp(Key key, RuntimeException reason) {
    evaluations.locked(key).filter(EvaluationRow::open).ifPresent(EvaluationRow::fail);
    for (SubscriptionRow subscriber : subscriptions.to(key)) {
      outbox.add(
          GivenUp.event(
              subscriber.experiment,
              subscriber.condition,
              subscriber.iteration,
              key,
              reason.toString()));
    }
  }
}
