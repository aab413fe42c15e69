package org.collapselab.contracts.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of events; each has a topic of the same name. */
public enum EventType {
  EXPERIMENT_SUBMITTED("collapse.experiment.submitted.v1", ExperimentSubmitted.class),
  EXPERIMENT_CANCELLED("collapse.experiment.cancelled.v1", ExperimentCancelled.class),
  EXPERIMENT_COMPLETED("collapse.experiment.completed.v1", ExperimentCompleted.class),
  GENERATION_REQUESTED("collapse.generation.requested.v1", GenerationRequested.class),
  IMAGE_GENERATED("collapse.image.generated.v1", ImageGenerated.class),
  IMAGE_JUDGED("collapse.image.judged.v1", ImageJudged.class),
  DATASET_COMPOSED("collapse.dataset.composed.v1", DatasetComposed.class),
  TRAINING_PROGRESSED("collapse.training.progressed.v1", TrainingProgressed.class),
  CHECKPOINT_TRAINED("collapse.checkpoint.trained.v1", CheckpointTrained.class),
  METRICS_EVALUATED("collapse.metrics.evaluated.v1", MetricsEvaluated.class),
  WORK_FAILED("collapse.work.failed.v1", WorkFailed.class);

  private static final Map<String, EventType> BY_TOPIC =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::topic, Function.identity()));

  private final String topic;
  private final Class<? extends Event> event;

  EventType(String topic, Class<? extends Event> event) {
    this.topic = topic;
    this.event = event;
  }

  /** The topic, which is the CloudEvents type as well. */
  public String topic() {
    return topic;
  }

  public Class<? extends Event> event() {
    return event;
  }

  public static Optional<EventType> ofTopic(String topic) {
    return Optional.ofNullable(BY_TOPIC.get(topic));
  }
}
