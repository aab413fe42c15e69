package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Require;

/** A researcher stopped an experiment: no new work is begun for it. */
public record ExperimentCancelled(String experiment, String reason) implements Event {
  public ExperimentCancelled {
    Require.text(experiment, "experiment", 128);
    Require.textOrEmpty(reason, "reason", 4096);
  }

  @Override
  public EventType type() {
    return EventType.EXPERIMENT_CANCELLED;
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
    return List.of(experiment);
  }
}
