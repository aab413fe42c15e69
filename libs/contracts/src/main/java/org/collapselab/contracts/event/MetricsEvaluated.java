package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A checkpoint was measured.
 *
 * @param evaluation the key of the evaluation's recipe
 * @param reused whether the evaluation was there before it was asked for
 */
public record MetricsEvaluated(
    String experiment,
    String condition,
    int iteration,
    Key checkpoint,
    Key evaluation,
    List<Metric> metrics,
    boolean reused)
    implements IterationEvent {
  public MetricsEvaluated {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(checkpoint, "checkpoint");
    Require.present(evaluation, "evaluation");
    metrics = Require.list(metrics, 1, 10_000, "metrics");
  }

  @Override
  public EventType type() {
    return EventType.METRICS_EVALUATED;
  }

  @Override
  public String messageKey() {
    return experiment;
  }

  @Override
  public String subject() {
    return evaluation.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, evaluation);
  }
}
