package org.collapselab.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.collapselab.contracts.Examples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden files were written by the first release and are never changed. */
class GoldenEventsTest {
  private static byte[] golden(EventType type) throws IOException {
    try (InputStream in =
        GoldenEventsTest.class.getResourceAsStream("/golden/" + type.topic() + ".json")) {
      assertThat(in).as("golden file of %s", type).isNotNull();
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void stillReadsEveryPublishedVersion(EventType type) throws IOException {
    // Given
    Event expected =
        Examples.events().stream().filter(event -> event.type() == type).findFirst().orElseThrow();
    // When
    Event event = EventCodec.decode(type.topic(), golden(type));
    // Then
    assertThat(event).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void stillWritesTheSameBytes(EventType type) throws IOException {
    // Given
    byte[] golden = golden(type);
    // When
    byte[] again =
        EventCodec.encode(
                EventCodec.decode(type.topic(), golden), "/collapse-lab/test", Instant.EPOCH)
            .value();
    // Then
    assertThat(new String(again, StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
  }
}
