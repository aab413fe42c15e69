package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A checkpoint is in the store.
 *
 * @param loss mean of the last epoch
 * @param reused whether it was there before it was asked for
 * @param millis that training took
 */
public record CheckpointTrained(
    String experiment,
    String condition,
    int iteration,
    Key checkpoint,
    Key dataset,
    int steps,
    double loss,
    boolean reused,
    double millis)
    implements IterationEvent {
  public CheckpointTrained {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(checkpoint, "checkpoint");
    Require.present(dataset, "dataset");
    Require.within(steps, 0, Integer.MAX_VALUE, "steps");
    Require.finite(loss, "loss");
    Require.within(millis, 0, 1e15, "millis");
  }

  @Override
  public EventType type() {
    return EventType.CHECKPOINT_TRAINED;
  }

  @Override
  public String messageKey() {
    return experiment;
  }

  @Override
  public String subject() {
    return checkpoint.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, checkpoint);
  }
}
