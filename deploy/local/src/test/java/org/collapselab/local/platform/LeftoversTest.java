package org.collapselab.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir private Path root;
  private DataFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = DataFolder.at(root);
    Files.createDirectories(folder.pidFile(Service.TRAINER).getParent());
  }

  @Test
  void shouldEndAServiceThatOutlivedItsCommand() throws IOException {
    // Given
    Process service = process(ServiceProcess.marker(Service.TRAINER, folder));
    Files.writeString(folder.pidFile(Service.TRAINER), Long.toString(service.pid()));

    // When
    List<String> stopped = Leftovers.stop(folder);

    // Then
    assertThat(stopped).containsExactly("trainer");
    assertThat(service.onExit()).succeedsWithin(Duration.ofSeconds(5));
    assertThat(folder.pidFile(Service.TRAINER)).doesNotExist();
  }

  @Test
  void shouldLeaveAnotherProgramAloneThatGotTheProcessId() throws IOException {
    // Given
    Process other = process("another program");
    Files.writeString(folder.pidFile(Service.TRAINER), Long.toString(other.pid()));

    // When
    List<String> stopped = Leftovers.stop(folder);

    // Then
    assertThat(stopped).isEmpty();
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  /** A process whose command line holds a word. */
  private static Process process(String word) throws IOException {
    return new ProcessBuilder("sh", "-c", "read -r line; true", word).start();
  }
}
