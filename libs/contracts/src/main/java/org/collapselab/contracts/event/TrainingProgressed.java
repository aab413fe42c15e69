package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;

/**
 * A training job goes on.
 *
 * @param step steps done, of {@code steps}
 * @param loss the mean of the steps since the last report
 * @param gradientNorm global norm before clipping
 */
public record TrainingProgressed(
    String experiment,
    String condition,
    int iteration,
    Key checkpoint,
    int step,
    int steps,
    double loss,
    double gradientNorm,
    double stepMillis)
    implements IterationEvent {
  public TrainingProgressed {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.present(checkpoint, "checkpoint");
    Require.within(steps, 1, Integer.MAX_VALUE, "steps");
    Require.within(step, 0, steps, "step");
    Require.finite(loss, "loss");
    Require.finite(gradientNorm, "gradientNorm");
    Require.within(stepMillis, 0, 1e12, "stepMillis");
  }

  @Override
  public EventType type() {
    return EventType.TRAINING_PROGRESSED;
  }

  @Override
  public String messageKey() {
    return checkpoint.value();
  }

  @Override
  public String subject() {
    return checkpoint.value();
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, checkpoint, step);
  }
}
