package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  private static final Path ROOT = Path.of(System.getProperty("lab.root"));

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldSayThatASpecIsNotThere() {
    assertThat(lab("run", "no-such.yaml", "--data", folder.toString()))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(text(err)).contains("no-such.yaml: no such file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldNameThePortThatIsTakenBeforeAnythingStarts() throws IOException {
    // Given
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      String spec = ROOT.resolve("deploy/experiments/smoke.yaml").toString();

      // When
      int status = lab("run", spec, "--data", folder.toString(), "--port", port);

      // Then
      assertThat(status).isEqualTo(ExitStatus.MACHINE.code());
      assertThat(text(err)).contains("port " + port).doesNotContain("starting broker");
    }
  }

  @Test
  void shouldNameTheFolderAndTheBytesBeforeAnythingStartsOnTooSmallADisk() throws IOException {
    // Given petabytes of pictures
    Path spec =
        Files.writeString(
            folder.resolve("large.yaml"),
            """
            name: large
            model: %1$s/models/emoji-small
            realDataset: %1$s/datasets/emoji-people
            generation: {width: 4096, height: 4096}
            evaluation: {images: 100000}
            conditions:
              - {name: half, syntheticFraction: 0.5, iterations: 100}
            """
                .formatted(ROOT.resolve("deploy")));
    Path data = folder.resolve("data");

    // When
    int status = lab("run", spec.toString(), "--data", data.toString());

    // Then
    assertThat(status).isEqualTo(ExitStatus.MACHINE.code());
    assertThat(text(err))
        .containsPattern("the disk of " + data + " has .* are needed \\([0-9]{15,} bytes\\)")
        .doesNotContain("starting broker");
    assertThat(data).doesNotExist();
  }

  @Test
  void shouldTellThatNothingRuns() {
    assertThat(lab("status", "--data", folder.toString())).isEqualTo(ExitStatus.DONE.code());
    assertThat(lab("stop", "--data", folder.toString())).isEqualTo(ExitStatus.DONE.code());
    assertThat(text(out)).contains("no platform runs on " + folder);
  }

  @Test
  void shouldFindThisMachineFitToRunTheEngine() {
    // When
    lab("doctor", "--data", folder.toString());

    // Then
    assertThat(text(out).lines())
        .anyMatch(line -> line.matches("ok +engine +multiplies matrices at .*"))
        .anyMatch(line -> line.matches("ok +java .*"));
  }

  @Test
  void shouldWriteAModelInAnotherPrecisionAndLayout() {
    // Given
    String small = ROOT.resolve("deploy/models/emoji-small").toString();
    String halves = folder.resolve("halves").toString();

    // When
    int converted = lab("model", "convert", small, halves, "--precision", "bf16", "--variant", "b");
    int checked = lab("model", "check", halves);

    // Then
    assertThat(converted).isEqualTo(ExitStatus.DONE.code());
    assertThat(checked).isEqualTo(ExitStatus.DONE.code());
    assertThat(text(out).lines())
        .anyMatch(
            line ->
                line.matches("unet +[0-9,]+ parameters BF16 +unet/\\S+_model\\.b\\.safetensors"))
        .anyMatch(line -> line.matches("image_encoder +[0-9,]+ parameters BF16 .*"));
  }

  @Test
  void shouldRefuseOptionsThatDoNotFitTogether() {
    // When
    int nothing = lab("model", "convert", "from", "to", "--shard-size", "0");
    int variant = lab("model", "convert", "from", "to", "--single-file", "--variant", "fp16");

    // Then
    assertThat(nothing).isEqualTo(ExitStatus.USAGE.code());
    assertThat(variant).isEqualTo(ExitStatus.USAGE.code());
    assertThat(text(err)).contains("--shard-size: expected").contains("--variant: a single file");
  }

  @Test
  void shouldSayAllThatAModelLacks() {
    // When
    int described = lab("model", "describe", "sd-2.1", folder.toString());
    int checked = lab("model", "check", folder.toString());

    // Then
    assertThat(described).isEqualTo(ExitStatus.DONE.code());
    assertThat(checked).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(text(err))
        .contains("unet/diffusion_pytorch_model.safetensors: missing")
        .contains("text_encoder/model.safetensors: missing")
        .doesNotContain("config.json");
  }

  private int lab(String... arguments) {
    return Lab.execute(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
