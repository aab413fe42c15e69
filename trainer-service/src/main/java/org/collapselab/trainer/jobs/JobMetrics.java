package org.collapselab.trainer.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.collapselab.messaging.TransientFailure;
import org.collapselab.trainer.jobs.TrainingJob.State;
import org.jboss.logging.Logger;

/**
 * Tells how the queue stands: {@code collapse.training.jobs} by {@code state}, and {@code
 * collapse.training.longest.wait} in seconds. All replicas tell the same.
 */
@ApplicationScoped
class JobMetrics {

  private static final Logger LOG = Logger.getLogger(JobMetrics.class);

  private final Jobs jobs;
  private volatile Map<State, Long> census = Map.of();
  private volatile Duration longestWait = Duration.ZERO;

  JobMetrics(Jobs jobs, MeterRegistry registry) {
    this.jobs = jobs;
    for (State state : State.values()) {
      Gauge.builder("collapse.training.jobs", this, it -> it.census.getOrDefault(state, 0L))
          .description("Trainings by the state they are in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("collapse.training.longest.wait", this, it -> it.longestWait.toMillis() / 1000.0)
        .description("For how long a training has waited for a worker")
        .baseUnit("seconds")
        .register(registry);
  }

  @Scheduled(
      every = "15s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void look() {
    try {
      census = jobs.census();
      longestWait = jobs.longestWait();
    } catch (RuntimeException e) {
      if (!TransientFailure.is(e)) {
        throw e;
      }
      LOG.debugf("The queue cannot be looked at: %s", e.getMessage());
    }
  }
}
