package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.spec.ExperimentSpec;

/** An experiment was accepted; its inputs are in the store. */
public record ExperimentSubmitted(
    String experiment, ExperimentSpec spec, Key checkpoint, Key realDataset) implements Event {
  public ExperimentSubmitted {
    Require.text(experiment, "experiment", 128);
    Require.present(spec, "spec");
    Require.present(checkpoint, "checkpoint");
    Require.present(realDataset, "realDataset");
  }

  @Override
  public EventType type() {
    return EventType.EXPERIMENT_SUBMITTED;
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
