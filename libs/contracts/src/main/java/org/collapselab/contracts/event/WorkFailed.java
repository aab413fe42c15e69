package org.collapselab.contracts.event;

import java.util.List;
import org.collapselab.contracts.Require;

/**
 * A piece of an iteration's work was given up: its condition cannot go on, and whoever waits for it
 * need not.
 *
 * @param service who gave up, as in {@code trainer}
 * @param work the key or name of what was to be made
 * @param reason what went wrong and what was expected, in words
 */
public record WorkFailed(
    String experiment, String condition, int iteration, String service, String work, String reason)
    implements IterationEvent {
  public WorkFailed {
    Require.text(experiment, "experiment", 128);
    Require.text(condition, "condition", 64);
    Require.within(iteration, 0, 100_000, "iteration");
    Require.text(service, "service", 64);
    Require.text(work, "work", 256);
    Require.text(reason, "reason", 10_000);
  }

  @Override
  public EventType type() {
    return EventType.WORK_FAILED;
  }

  @Override
  public String messageKey() {
    return experiment;
  }

  @Override
  public String subject() {
    return work;
  }

  @Override
  public List<Object> identity() {
    return List.of(experiment, condition, iteration, service, work);
  }
}
