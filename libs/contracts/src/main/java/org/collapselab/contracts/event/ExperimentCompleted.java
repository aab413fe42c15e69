package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Require;

/**
 * Every condition has all of its iterations measured, or an experiment ended otherwise.
 *
 * @param status how it ended, as in {@code completed}
 */
public record ExperimentCompleted(String experiment, String status) implements Event {
  public ExperimentCompleted {
    Require.text(experiment, "experiment", 128);
    Require.text(status, "status", 64);
  }

  @Override
  public EventType type() {
    return EventType.EXPERIMENT_COMPLETED;
  }

  @Override
  public String messageKey() {
    return experiment;
  }

  @Override
  public String subject() {
    return experiment;
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, status);
  }
}
