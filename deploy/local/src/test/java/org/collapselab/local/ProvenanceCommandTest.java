package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On pictures of the small data set; every fourth pixel row repeated stands for generated ones. */
class ProvenanceCommandTest {
  private static final Path DATASET =
      Path.of(System.getProperty("lab.root"), "deploy/datasets/emoji-people");
  private static final int SIDE = 64;

  @TempDir static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real"));
    Path made = Files.createDirectories(folder.resolve("made"));
    ImageFolder dataset = ImageFolder.read(DATASET);
    List<ImageFolder.Item> items = dataset.items();
    for (int i = 0; i < 140; i++) {
      RgbImage image = Resize.toSquare(dataset.image(items.get(i)), SIDE);
      Files.write(
          (i < 110 ? real : made).resolve(i + ".png"), Png.encode(i < 110 ? image : coarse(image)));
    }
  }

  @Test
  void shouldTellHowOftenAMarkIsFound() {
    // When
    LabCall lab = LabCall.of("provenance", folder.resolve("made").toString());

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    assertThat(lab.out().lines().toList())
        .anyMatch(line -> line.startsWith("luminanceSigns, 64 bits, 30 images of 64 x 64, "))
        .anyMatch(
            line ->
                line.matches("\\| none \\| .* \\| 100\\.0 % \\| .* to 100\\.0 % \\| 0\\.0 % .*"))
        .filteredOn(line -> line.startsWith("| JPEG"))
        .hasSize(3);
  }

  @Test
  void shouldTellHowWellGeneratedImagesAreFound() {
    // When
    LabCall lab =
        LabCall.of(
            "provenance",
            folder.resolve("real").toString(),
            "--generated",
            folder.resolve("made").toString());

    // Then: a row each for what was learned from and held against
    assertThat(lab.status()).as(lab.err()).isZero();
    assertThat(lab.out())
        .contains(
            "learned detectors, 5-fold, 110 real and 30 generated images, network small-clip@")
        .containsPattern("\\| generated \\| generated \\| (1\\.0000|0\\.9\\d+) \\|")
        .contains("| reconstruction | generated | ")
        .contains("| reconstruction | reconstruction | ");
  }

  @Test
  void shouldSayWhatIsWrong() {
    String made = folder.resolve("made").toString();

    assertThat(LabCall.refusal("provenance", folder.resolve("none").toString()))
        .contains("none: no such folder");
    assertThat(LabCall.refusal("provenance", made, "--scheme", "visible"))
        .contains("watermark: expected one of [luminanceSigns, dwtDctSvd, dwtDct], got 'visible'");
    assertThat(LabCall.refusal("provenance", made, "--scheme", "dwtDctSvd"))
        .contains("dwtDctSvd: expected an image of at least 256 x 256 pixels, got 64 x 64");
  }

  private static RgbImage coarse(RgbImage image) {
    byte[] rgb = image.rgb().clone();
    int row = 3 * SIDE;
    for (int y = 0; y < SIDE; y++) {
      System.arraycopy(image.rgb(), (y - y % 4) * row, rgb, y * row, row);
    }
    return new RgbImage(SIDE, SIDE, rgb);
  }
}
