package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.diffusion.data.ImageFolder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the small data set and the small model. */
class JudgeCommandTest {
  private static final Path REAL =
      Path.of(System.getProperty("lab.root"), "deploy/datasets/emoji-people");

  @TempDir private Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    ImageFolder real = ImageFolder.read(REAL);
    List<ImageFolder.Item> items = real.items();
    for (int i = 0; i < 6; i++) {
      RgbImage image = Resize.toSquare(real.image(items.get(50 * i)), 64);
      Files.write(folder.resolve("good-" + i + ".png"), Png.encode(image));
      byte[] negative = image.rgb().clone();
      for (int p = 0; p < negative.length; p++) {
        negative[p] = (byte) (255 - (negative[p] & 0xff));
      }
      Files.write(
          folder.resolve("negative-" + i + ".png"), Png.encode(new RgbImage(64, 64, negative)));
    }
    Files.writeString(folder.resolve("broken.png"), "no image");
  }

  @Test
  void shouldRejectWhatIsUnlikeTheRealImages() throws IOException {
    // When
    LabCall lab = LabCall.of("judge", folder.toString(), "--real", REAL.toString(), "--json");

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    JsonNode judged = new ObjectMapper().readTree(lab.out());
    assertThat(judged.path("realImages").intValue())
        .isEqualTo(ImageFolder.read(REAL).items().size());
    assertThat(judged.path("images")).hasSize(13);
    int good = 0;
    for (JsonNode image : judged.path("images")) {
      String file = image.path("file").textValue();
      boolean accepted = image.at("/verdict/accepted").booleanValue();
      if (!file.startsWith("good")) {
        assertThat(accepted).as(file).isFalse();
        assertThat(image.at("/verdict/reasons")).isNotEmpty();
      } else {
        good += accepted ? 1 : 0;
      }
    }
    assertThat(good).isGreaterThanOrEqualTo(4);
    assertThat(judged.path("images").get(0).at("/verdict/reasons/0").textValue())
        .startsWith("undecodable: broken.png: ");
  }

  @Test
  void shouldPrintATable() {
    // When
    LabCall lab = LabCall.of("judge", folder.toString(), "--real", REAL.toString());

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    assertThat(lab.out().lines())
        .anyMatch(line -> line.startsWith("broken.png  undecodable: "))
        .anyMatch(line -> line.startsWith("negative-0.png  "))
        .anyMatch(line -> line.matches("\\d+ of 13 images rejected: .*"))
        .anyMatch(line -> line.startsWith("judged at 64 x 64 by blank, flat, blurred, "));
  }

  @Test
  void shouldJudgeAFolderByItself() {
    // When
    LabCall lab =
        LabCall.of("judge", REAL.toString(), "--size", "64", "--criteria", "blurred,off-prompt");

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    assertThat(lab.out()).contains("of this folder itself, cross-fitted");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(LabCall.refusal("judge", folder.resolve("none").toString()))
        .contains("none: no such folder");
    assertThat(LabCall.refusal("judge", folder.toString()))
        .contains("real images: expected at least 20");
    assertThat(
            LabCall.refusal(
                "judge", folder.toString(), "--real", REAL.toString(), "--criteria", "ugly"))
        .contains("criteria: expected some of [blank, ");
  }
}
