package org.collapselab.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.diffusion.data.Png;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetFolderTest {

  @Test
  void shouldListImagesBelowAFolderByName(@TempDir Path folder) throws IOException {
    // Given
    Files.createDirectories(folder.resolve("more"));
    write(folder, "b.png");
    write(folder, "more/a.PNG");
    Files.writeString(folder.resolve("notes.txt"), "no image");

    // When
    ImageSetFolder images = ImageSetFolder.read(folder);

    // Then
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.name(0)).isEqualTo("b.png");
    assertThat(images.name(1)).isEqualTo("more/a.PNG");
    assertThat(images.image(1)).isEqualTo(Formula.image("more/a.PNG", 8, 6));
    assertThat(images.caption(0)).isEmpty();
  }

  @Test
  void shouldReadCaptionsAndAttributesWhereThereAreAny(@TempDir Path folder) throws IOException {
    // Given
    write(folder, "a.png");
    write(folder, "b.png");
    Files.writeString(
        folder.resolve("metadata.jsonl"),
        "{\"file_name\": \"b.png\", \"text\": \"an old man\", \"age\": \"old\"}\n");

    // When
    ImageSetFolder images = ImageSetFolder.read(folder);

    // Then: only what is listed
    assertThat(images.size()).isEqualTo(1);
    assertThat(images.caption(0)).contains("an old man");
    assertThat(images.attributes(0)).containsEntry("age", "old");
  }

  @Test
  void shouldSayWhatIsWrongWithAFolder(@TempDir Path folder) {
    assertThatThrownBy(() -> ImageSetFolder.read(folder)).hasMessageContaining("found none");
    assertThatThrownBy(() -> ImageSetFolder.read(folder.resolve("other")))
        .hasMessageContaining("no such folder");
  }

  private static void write(Path folder, String name) throws IOException {
    Files.write(folder.resolve(name), Png.encode(Formula.image(name, 8, 6)));
  }
}
