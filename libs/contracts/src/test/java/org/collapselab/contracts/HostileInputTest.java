package org.collapselab.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventRecord;
import org.collapselab.contracts.event.EventType;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.spec.SpecException;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.fuzzing.ByteDamage;
import org.collapselab.fuzzing.Damage;
import org.collapselab.fuzzing.Fuzz;
import org.collapselab.fuzzing.JsonDamage;
import org.collapselab.fuzzing.Tally;
import org.collapselab.fuzzing.TextDamage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a spec, an event or a recipe holds, it is read or what is wrong with it is named. */
@Tag("hostile")
class HostileInputTest {
  private static final Damage JSON = Damage.any(new JsonDamage(), new TextDamage());

  @Test
  void shouldReadASpecOrSayWhatIsWrongWithIt() throws IOException {
    // Given
    List<byte[]> specs = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(Path.of(System.getProperty("lab.root"), "deploy", "experiments"))) {
      for (Path file : files.sorted().toList()) {
        specs.add(Files.readAllBytes(file));
      }
    }

    // When
    Tally tally =
        Fuzz.of(specs, Damage.any(new TextDamage(), new TextDamage(), new ByteDamage()))
            .refusedWith(SpecException.class)
            .run(bytes -> SpecReader.read(new String(bytes, UTF_8)));

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 10);
    assertThat(tally.refusals().keySet()).allMatch(message -> message.startsWith("line #: "));
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadAnEventOrNameTheFieldThatIsWrong(EventType type) {
    // Given
    List<byte[]> values =
        Examples.events().stream()
            .map(event -> EventCodec.encode(event, "/collapse-lab/test", Instant.EPOCH))
            .filter(event -> event.topic().equals(type.topic()))
            .map(EventRecord::value)
            .toList();

    // When
    Tally tally =
        Fuzz.of(values, Damage.any(JSON, new ByteDamage()))
            .refusedWith(ContractViolationException.class)
            .run(value -> EventCodec.decode(type.topic(), value));

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 10);
  }

  @Test
  void shouldReadARecipeOrNameTheFieldThatIsWrong() {
    // Given
    List<byte[]> recipes = Examples.recipes().stream().map(Recipes::canonicalJson).toList();

    // When
    Tally tally =
        Fuzz.of(recipes, Damage.any(JSON, new ByteDamage()))
            .refusedWith(ContractViolationException.class)
            .run(Recipes::parse);

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 10);
  }
}
