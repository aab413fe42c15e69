package org.collapselab.contracts.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every topic of the platform, for whoever creates them. */
public final class Topics {
  /** The services, each with a consumer group and a dead-letter topic. */
  public static final List<String> SERVICES =
      List.of("generator", "curator", "trainer", "evaluator");

  /** A topic and the number of partitions it is created with by default. */
  public record Topic(String name, int partitions) {}

  private Topics() {}

  /** The topics of all event types, then the dead-letter topics. */
  public static List<Topic> all() {
    List<Topic> topics = new ArrayList<>();
    for (EventType type : EventType.values()) {
      topics.add(new Topic(type.topic(), partitions(type)));
    }
    for (String service : SERVICES) {
      topics.add(new Topic(deadLetter(service), 1));
    }
    return Collections.unmodifiableList(topics);
  }

  /** Where a service puts records that it cannot handle. */
  public static String deadLetter(String service) {
    return "collapse.dead-letter." + service + ".v1";
  }

  /** Work is spread over many partitions; an experiment's own story needs few. */
  private static int partitions(EventType type) {
    return switch (type) {
      case GENERATION_REQUESTED, IMAGE_GENERATED, IMAGE_JUDGED -> 12;
      case DATASET_COMPOSED,
          TRAINING_PROGRESSED,
          CHECKPOINT_TRAINED,
          METRICS_EVALUATED,
          WORK_FAILED ->
          6;
      case EXPERIMENT_SUBMITTED, EXPERIMENT_CANCELLED, EXPERIMENT_COMPLETED -> 3;
    };
  }
}
