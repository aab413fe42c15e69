package org.collapselab.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.collapselab.contracts.event.EventType;

/**
 * Counts what becomes of events: {@code collapse.events} by {@code type} and {@code outcome}. All
 * counters are there from the start, for a rate cannot be told of one that appears with its first
 * event.
 */
final class EventCounters {
  /** What became of an event. */
  enum Outcome {
    ANNOUNCED,
    UNANNOUNCED,
    HANDLED,
    IGNORED,
    RETRIED,
    POISONED;

    private final String tag = name().toLowerCase(java.util.Locale.ROOT);
  }

  private final MeterRegistry registry;

  EventCounters(MeterRegistry registry) {
    this.registry = registry;
    for (EventType type : EventType.values()) {
      for (Outcome outcome : Outcome.values()) {
        counter(type.topic(), outcome);
      }
    }
  }

  void count(String type, Outcome outcome) {
    counter(type, outcome).increment();
  }

  private Counter counter(String type, Outcome outcome) {
    return registry.counter("collapse.events", "type", type, "outcome", outcome.tag);
  }
}
