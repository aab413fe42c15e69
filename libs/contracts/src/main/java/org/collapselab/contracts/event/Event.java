package org.collapselab.contracts.event;

import java.util.List;

/** Something that happened, or was asked for, in an experiment. */
public sealed interface Event
    permits ExperimentSubmitted, ExperimentCancelled, ExperimentCompleted, IterationEvent {

  String experiment();

  EventType type();

  /** The record's key: it spreads work over partitions or keeps the order of an experiment. */
  String messageKey();

  /** What the event is about: a key of an artifact, a shard or an experiment. */
  String subject();

  /** What tells this event from others of its type; announced again, an event is the same. */
  List<Object> identity();
}
