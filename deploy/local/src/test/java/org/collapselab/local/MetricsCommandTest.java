package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
    int status =
        lab("metrics", "--real", path(0), "--generated", path(1), "--replicates", "40", "--json");

    // Then
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
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
    int status =
        lab(
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
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("48 generated images, 48 real ones")
        .contains("KD (small CLIP)")
        .contains("alignment (small CLIP)")
        .contains("gender = ")
        .contains("paired by file name")
        .doesNotContain("yes");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(lab("metrics", "--real", path(0), "--generated", path(2)))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(lab("metrics", "--real", path(0), "--generated", path(1), "--metrics", "fid"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(
            lab("metrics", "--real", path(0), "--generated", path(1), "--network", "fid-inception"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(lab("metrics", "--real", path(0), "--generated", path(1), "--by", "height"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("half2: no such folder")
        .contains("metrics: expected names of fd, kd")
        .contains("expected fid-inception=FILE")
        .contains("no generated image has the attribute \"height\"");
  }

  private static String path(int half) {
    return folder.resolve("half" + half).toString();
  }

  private int lab(String... arguments) {
    return Lab.execute(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        arguments);
  }
}
