package org.collapselab.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final List<byte[]> NUMBERS =
      List.of("{\"a\": 12, \"b\": [1, 2]}".getBytes(UTF_8), "[3, {\"c\": null}]".getBytes(UTF_8));
  private static final Damage ALL =
      Damage.any(new ByteDamage(), new TextDamage(), new JsonDamage());

  @Test
  void shouldBothGetPastAReaderAndBeRefusedByIt() {
    // Given
    var json = new ObjectMapper();

    // When
    Tally tally = Fuzz.of(NUMBERS, ALL).refusedWith(IOException.class).run(json::readTree);

    // Then
    assertThat(tally.read()).isBetween(tally.cases() / 10, tally.cases() * 9 / 10);
    assertThat(tally.refusals()).hasSizeGreaterThan(20);
  }

  @Test
  void shouldFindTheOneCaseThatIsNotRefusedWell() {
    // Given a reader that takes a negative number for its own fault
    Reader reader =
        input -> {
          if (new ObjectMapper().readTree(input).path("a").asInt() < 0) {
            throw new IllegalStateException("negative");
          }
        };

    // When / Then
    assertThatThrownBy(() -> Fuzz.of(NUMBERS, ALL).refusedWith(IOException.class).run(reader))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("of seed 1", "negative", "\"a\": -1");
  }

  @Test
  void shouldMakeTheSameCasesAgain() {
    // Given
    var first = new ArrayList<byte[]>();
    var second = new ArrayList<byte[]>();

    // When
    Fuzz.of(NUMBERS, ALL).run(first::add);
    Fuzz.of(NUMBERS, ALL).run(second::add);

    // Then
    assertThat(first).hasSizeGreaterThan(1000).containsExactlyElementsOf(second);
  }

  @Test
  void shouldNotTakeAReaderThatRefusesWhatIsValid() {
    // Given / When / Then
    assertThatThrownBy(
            () ->
                Fuzz.of(NUMBERS, ALL)
                    .refusedWith(IllegalArgumentException.class)
                    .run(
                        input -> {
                          throw new IllegalArgumentException("no");
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("valid was refused");
  }
}
