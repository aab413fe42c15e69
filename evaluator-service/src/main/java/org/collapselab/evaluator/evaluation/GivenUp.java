package org.collapselab.evaluator.evaluation;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.WorkFailed;

/** Tells subscribers that an evaluation was given up. */
final class GivenUp {

  private static final int LONGEST_REASON = 10_000;

  private GivenUp() {}

  static WorkFailed event(
      String experiment, String condition, int iteration, Key evaluation, String reason) {
    return new WorkFailed(
        experiment,
        condition,
        iteration,
        "evaluator",
        evaluation.value(),
        reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
  }
}
