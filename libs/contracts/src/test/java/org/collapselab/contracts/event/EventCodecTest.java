package org.collapselab.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

  static Stream<Event> events() {
    return Examples.events().stream();
  }

  @Test
  void hasAnExampleOfEveryType() {
    assertThat(events().map(Event::type)).containsExactlyInAnyOrder(EventType.values());
  }

  @ParameterizedTest
  @MethodSource("events")
  void readsBackWhatItWrites(Event event) {
    // When
    EventRecord record = EventCodec.encode(event, "/collapse-lab/test", TIME);
    // Then
    assertThat(EventCodec.decode(record.topic(), record.value())).isEqualTo(event);
    assertThat(record.topic()).isEqualTo(event.type().topic());
    assertThat(record.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", event.type().topic())
        .containsEntry("ce_time", "2026-01-02T03:04:05.678Z")
        .containsEntry("ce_experiment", event.experiment())
        .containsEntry("content-type", "application/json");
  }

  @ParameterizedTest
  @MethodSource("events")
  void namesAnyRequiredFieldThatIsMissing(Event event) {
    // Given
    EventRecord record = EventCodec.encode(event, "/collapse-lab/test", TIME);
    String json = new String(record.value(), StandardCharsets.UTF_8);
    String without = json.replaceFirst("\"experiment\":\"[^\"]*\"", "\"extra\":1");
    // When, Then
    assertThatThrownBy(
            () -> EventCodec.decode(record.topic(), without.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ContractViolationException.class,
            violation -> assertThat(violation.field()).isEqualTo("experiment"));
  }
}
