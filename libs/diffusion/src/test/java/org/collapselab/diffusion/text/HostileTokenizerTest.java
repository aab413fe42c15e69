package org.collapselab.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.fuzzing.ByteDamage;
import org.collapselab.fuzzing.Damage;
import org.collapselab.fuzzing.Fuzz;
import org.collapselab.fuzzing.JsonDamage;
import org.collapselab.fuzzing.Tally;
import org.collapselab.fuzzing.TextDamage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a tokenizer's folder holds, it makes ids of a caption or what is wrong is named. */
@Tag("hostile")
class HostileTokenizerTest {
  private static final String CAPTION = "a picture of a young woman, a pilot";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json"})
  void shouldTokenizeOrNameTheFileThatIsWrong(String name) throws IOException {
    // Given
    new BpeTrainer(560, 8).train(List.of(CAPTION), folder);
    Path file = folder.resolve(name);
    Damage damage = Damage.any(new JsonDamage(), new TextDamage(), new ByteDamage());

    // When
    Tally tally =
        Fuzz.of(List.of(Files.readAllBytes(file)), damage)
            .refusedWith(IllegalArgumentException.class)
            .refusedWith(IOException.class)
            .oneOf(4)
            .run(
                bytes -> {
                  Files.write(file, bytes);
                  BpeTokenizer tokenizer = BpeTokenizer.read(folder);
                  assertThat(tokenizer.encode(CAPTION)).hasSize(tokenizer.length());
                });

    // Then
    assertThat(tally.refused()).isGreaterThan(tally.cases() / 20);
    assertThat(tally.refusals().keySet())
        .allMatch(
            message -> message.contains(folder.getFileName().toString().replaceAll("\\d+", "#")));
  }
}
