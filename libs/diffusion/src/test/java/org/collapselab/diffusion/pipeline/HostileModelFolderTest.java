package org.collapselab.diffusion.pipeline;

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

/** Whatever the descriptions in a model folder hold, it is opened or what is wrong is named. */
@Tag("hostile")
class HostileModelFolderTest {
  private static final Damage DAMAGE =
      Damage.any(new JsonDamage(), new JsonDamage(), new TextDamage(), new ByteDamage());

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_index.json",
        "unet/config.json",
        "vae/config.json",
        "text_encoder/config.json",
        "image_encoder/config.json",
        "scheduler/scheduler_config.json",
        "feature_extractor/preprocessor_config.json"
      })
  void shouldOpenAModelOrNameTheFileThatIsWrong(String name) throws IOException {
    // Given
    TinyModel.write(root, 1);
    Path file = root.resolve(name);

    // When
    Tally tally =
        Fuzz.of(List.of(Files.readAllBytes(file)), DAMAGE)
            .refusedWith(ModelFolderException.class)
            .oneOf(10)
            .run(
                bytes -> {
                  Files.write(file, bytes);
                  ModelFolder.open(root);
                });

    // Then the weights may be what does not fit the description
    String part = name.replaceAll("[/.].*", "");
    assertThat(tally.refusals().keySet()).allMatch(message -> message.contains(part));
  }
}
