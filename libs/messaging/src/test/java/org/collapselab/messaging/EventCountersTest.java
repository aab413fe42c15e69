package org.collapselab.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.collapselab.contracts.event.EventType;
import org.collapselab.messaging.EventCounters.Outcome;
import org.junit.jupiter.api.Test;

class EventCountersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldCountFromZeroSoThatTheFirstDeadLetterIsAnIncrease() {
    // When
    new EventCounters(registry);
    // Then
    for (EventType type : EventType.values()) {
      assertThat(count(type, "poisoned")).isZero();
    }
  }

  @Test
  void shouldCountOneOutcomeOfOneType() {
    // Given
    EventCounters counters = new EventCounters(registry);
    // When
    counters.count(EventType.IMAGE_GENERATED.topic(), Outcome.RETRIED);
    // Then
    assertThat(count(EventType.IMAGE_GENERATED, "retried")).isEqualTo(1);
    assertThat(count(EventType.IMAGE_JUDGED, "retried")).isZero();
  }

  private double count(EventType type, String outcome) {
    return registry
        .get("collapse.events")
        .tag("type", type.topic())
        .tag("outcome", outcome)
        .counter()
        .count();
  }
}
