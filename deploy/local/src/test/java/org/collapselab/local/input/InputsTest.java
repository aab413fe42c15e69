package org.collapselab.local.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  private static final Path MODEL =
      Path.of(System.getProperty("lab.root")).resolve("deploy/models/emoji-small");

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeDataset() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    var lines = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      byte[] pixels = new byte[3 * 8 * 8];
      pixels[0] = (byte) i;
      Files.write(
          data.resolve(i + ".png"), Png.encode(new RgbImage(8, 8, pixels), new TreeMap<>()));
      lines.append("{\"file_name\":\"%d.png\",\"text\":\"picture %d\"}%n".formatted(i, i));
    }
    Files.writeString(data.resolve(ImageFolder.METADATA), lines);
  }

  @Test
  void shouldGiveTheSameExperimentForTheSameInputsWhereverTheyLie() throws IOException {
    // Given
    Inputs here = Inputs.read(spec(MODEL.toString(), "data", 4));
    Files.createDirectory(folder.resolve("other"));
    Path moved = Files.move(data, folder.resolve("other/data"));

    // When
    Inputs there = Inputs.read(spec(MODEL.toString(), moved.toString(), 4));

    // Then
    assertThat(there.experiment()).isEqualTo(here.experiment());
  }

  @Test
  void shouldListEveryProblemOfASpecWithItsLine() throws IOException {
    // Given
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            name: bad
            model: nowhere
            realDataset: nowhere
            images: many
            conditions:
              - name: one
                syntheticFraction: 1.5
            """);

    // When / Then
    assertThatThrownBy(() -> Inputs.read(bad))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .hasMessageContaining("line 4: images")
        .hasMessageContaining("line 7: conditions[0].syntheticFraction");
  }

  @Test
  void shouldNameTheModelFolderThatIsNoModel() throws IOException {
    // Given
    Path spec = spec(data.toString(), "data", 4);

    // When / Then
    assertThatThrownBy(() -> Inputs.read(spec))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("model")
        .hasMessageContaining(data.toString());
  }

  @Test
  void shouldNameAnImageThatCannotBeDecodedOrLeaveItOut() throws IOException {
    // Given
    Files.write(data.resolve("2.png"), "no picture".getBytes(StandardCharsets.UTF_8));
    Path refusing = spec(MODEL.toString(), "data", 3);
    Path skipping =
        Files.writeString(
            folder.resolve("skipping.yaml"), Files.readString(refusing) + "corruptImages: skip\n");

    // When
    Inputs inputs = Inputs.read(skipping);

    // Then
    assertThat(inputs.skipped()).singleElement().asString().contains("2.png");
    assertThatThrownBy(() -> Inputs.read(refusing))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .hasMessageContainingAll("2.png", "corruptImages: skip");
  }

  @Test
  void shouldGiveADatasetWithAnImageLeftOutTheNameOfOneThatNeverHadIt() throws IOException {
    // Given
    Path spec = spec(MODEL.toString(), "data", 3);
    Path skipping =
        Files.writeString(
            folder.resolve("skipping.yaml"), Files.readString(spec) + "corruptImages: skip\n");
    Files.write(data.resolve("3.png"), "no picture".getBytes(StandardCharsets.UTF_8));
    Inputs leftOut = Inputs.read(skipping);

    // When
    Path list = data.resolve(ImageFolder.METADATA);
    Files.write(list, Files.readAllLines(list).subList(0, 3));

    // Then
    assertThat(Inputs.read(spec).experiment()).isEqualTo(leftOut.experiment());
  }

  @Test
  void shouldRefuseADatasetWithFewerImagesThanSlots() throws IOException {
    // Given
    Path spec = spec(MODEL.toString(), "data", 5);

    // When / Then
    assertThatThrownBy(() -> Inputs.read(spec))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("4 readable images")
        .hasMessageContaining("(5)");
  }

  private Path spec(String model, String dataset, int images) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: inputs
        model: %s
        realDataset: %s
        images: %d
        conditions:
          - name: one
            syntheticFraction: 1
            iterations: 1
        """
            .formatted(model, dataset, images));
  }
}
