package org.collapselab.evaluator.readmodel;

import java.util.List;
import org.collapselab.contracts.Key;

/** The course of the training of an iteration's checkpoint, in the order of its steps. */
public record LossCurve(String condition, int iteration, Key checkpoint, List<TrainingStep> steps) {
  public LossCurve {
    steps = List.copyOf(steps);
  }
}
