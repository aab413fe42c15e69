package org.collapselab.contracts.event;

/** An event of one iteration of one condition. */
public sealed interface IterationEvent extends Event
    permits GenerationRequested,
        ImageGenerated,
        ImageJudged,
        DatasetComposed,
        TrainingProgressed,
        CheckpointTrained,
        MetricsEvaluated,
        WorkFailed {

  String condition();

  /** Counted from 0, the base checkpoint. */
  int iteration();
}
