package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.data.ImageFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real pictures with the small CLIP of the tree. */
class MetricsCommandTest {
  private static final Path DATASET =
      Path.of(System.getProperty("lab.root"), "deploy/datasets/emoji-people");

  @TempDir static Path folder;

  @BeforeAll
  static void halves() throws IOException {
    List<String> lines = Files.readAllLines(DATASET.resolve(ImageFolder.METADATA));
    List<ImageFolder.Item> items = ImageFolder.read(DATASET).items();
    for (int half = 0; half < 2; half++) {
      Path to = Files.createDirectories(folder.resolve("half" + half));
      List<String> own = new ArrayList<>();
      for (int i = half; i < 96; i += 2) {
        Path file = to.resolve(items.get(i).fileName());
        Files.createDirectories(file.getParent());
        Files.copy(DATASET.resolve(items.get(i).fileName()), file);
        own.add(lines.get(i));
      }
      Files.write(to.resolve(ImageFolder.METADATA), own);
    }
  }

  @Test
  void shouldMeasureAFolderAgainstAnother() throws IOException {
    // When
    LabCall lab =
        LabCall.of(
            "metrics", "--real", path(0), "--generated", path(1), "--replicates", "40", "--json");

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(lab.out());
    assertThat(json.get("network").get("identity").asText()).matches("small-clip@[0-9a-f]{8}");
    assertThat(json.get("network").get("weights").asText()).isEqualTo("of the model under study");
    assertThat(json.get("generated").asInt()).isEqualTo(48);
    assertThat(json.get("metrics")).hasSize(9);
    for (JsonNode metric : json.get("metrics")) {
      assertThat(metric.get("n").asInt()).isEqualTo(48);
      assertThat(metric.get("low").asDouble()).isLessThanOrEqualTo(metric.get("value").asDouble());
      assertThat(metric.get("high").asDouble())
          .isGreaterThanOrEqualTo(metric.get("value").asDouble());
      assertThat(metric.get("realAgainstReal").get("n").asInt()).isPositive();
      assertThat(metric.get("name").asText()).doesNotContain("FID").doesNotContain("CLIP score");
    }
  }

  @Test
  void shouldShowATableWithGroupsAndADifference() {
    // When
    LabCall lab =
        LabCall.of(
            "metrics",
            "--real",
            path(0),
            "--generated",
            path(1),
            "--baseline",
            path(1),
            "--by",
            "gender",
            "--metrics",
            "kd,alignment",
            "--replicates",
            "40");

    // Then
    assertThat(lab.status()).as(lab.err()).isZero();
    assertThat(lab.out())
        .contains("48 generated images, 48 real ones")
        .contains("KD (small CLIP)")
        .contains("alignment (small CLIP)")
        .contains("gender = ")
        .contains("paired by file name")
        .doesNotContain("yes");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(LabCall.refusal("metrics", "--real", path(0), "--generated", path(2)))
        .contains("half2: no such folder");
    assertThat(refusalOfHalves("--metrics", "fid")).contains("metrics: expected names of fd, kd");
    assertThat(refusalOfHalves("--network", "fid-inception"))
        .contains("expected fid-inception=FILE");
    assertThat(refusalOfHalves("--by", "height"))
        .contains("no generated image has the attribute \"height\"");
    assertThat(refusalOfHalves("--keep", "3")).contains("keep: expected at least 32 images, got 3");
  }

  private static String refusalOfHalves(String option, String value) {
    return LabCall.refusal("metrics", "--real", path(0), "--generated", path(1), option, value);
  }

  private static String path(int half) {
    return folder.resolve("half" + half).toString();
  }
}
