package org.collapselab.messaging;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of events: {@code collapse.events} by {@code type} and {@code outcome}. */
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
  }

  void count(String type, Outcome outcome) {
    registry.counter("collapse.events", "type", type, "outcome", outcome.tag).increment();
  }
}
