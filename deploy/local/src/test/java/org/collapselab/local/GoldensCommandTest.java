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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldensCommandTest {
  private static final Path GOLDENS =
      Path.of(System.getProperty("lab.root"), "libs/diffusion/src/test/resources/goldens");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldPrintALineForEachTensorAndATotal() {
    // When
    int status = lab("goldens", GOLDENS.toString(), "--only", "vae_tiny,sched_sd21_euler");

    // Then
    assertThat(status).isZero();
    assertThat(text(out).lines())
        .anyMatch(line -> line.matches("ok +vae_tiny mean +error \\S+ +tolerance \\S+"))
        .anyMatch(line -> line.startsWith("ok          sched_sd21_euler sigmas_linspace_10"));
    assertThat(text(out)).endsWith(" ok, 0 wrong, 0 broken, 0 not checked\n");
  }

  @Test
  void shouldPrintOneJsonObjectWhenAsked() throws IOException {
    // When
    int status = lab("goldens", GOLDENS.toString(), "--only", "vae_tiny", "--json");

    // Then
    JsonNode json = new ObjectMapper().readTree(text(out));
    assertThat(status).isZero();
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("ok").asInt()).isEqualTo(json.path("findings").size());
    assertThat(json.path("findings").path(0).path("golden").asText()).isEqualTo("vae_tiny");
  }

  @Test
  void shouldFailOverAFileThatIsBrokenButNotOverOneOfAnotherKind() throws IOException {
    // Given
    Files.copy(GOLDENS.resolve("vae_tiny.safetensors"), folder.resolve("vae_tiny.safetensors"));
    Files.writeString(folder.resolve("notes.json"), "{\"kind\": \"notes\"}");
    assertThat(lab("goldens", folder.toString())).isZero();
    Files.writeString(folder.resolve("short.safetensors"), "abc");

    // When
    int status = lab("goldens", folder.toString());

    // Then
    assertThat(status).isEqualTo(ExitStatus.BROKEN.code());
    assertThat(text(out))
        .contains("not checked notes")
        .contains("BROKEN      short")
        .contains("too short for a header");
  }

  @Test
  void shouldFailWhereNothingWasCompared() {
    assertThat(lab("goldens", folder.toString())).isEqualTo(ExitStatus.BROKEN.code());
    assertThat(text(out)).contains("0 ok");
    assertThat(lab("goldens", folder.resolve("no").toString()))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(lab("goldens", GOLDENS.toString(), "--only", "mona_lisa"))
        .isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(text(err)).contains("no such folder").contains("no golden is named mona_lisa");
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
