package org.collapselab.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.FolderLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path root;

  @Test
  void shouldNameTheProcessThatHasTheFolder() {
    // Given
    DataFolder folder = DataFolder.at(root);
    try (FolderLock lock = folder.lock()) {
      assertThat(lock).isNotNull();

      // When / Then
      assertThatThrownBy(folder::lock)
          .isInstanceOfSatisfying(
              LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.MACHINE))
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("lab stop");
    }
  }

  @Test
  void shouldHaveNoHolderWhenNothingRuns() {
    // Given
    DataFolder folder = DataFolder.at(root.resolve("new"));

    // Then
    assertThat(folder.holder()).isEmpty();
    assertThat(folder.evaluatorUrl()).isEmpty();
  }

  @Test
  void shouldRefuseToStartWithoutRoom() {
    assertThatThrownBy(() -> DiskSpace.require(root.resolve("new/data"), Long.MAX_VALUE / 2))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.MACHINE))
        .hasMessageContainingAll(
            root.resolve("new/data").toString(),
            " bytes), and ",
            "(%d bytes)".formatted(Long.MAX_VALUE / 2 + DiskSpace.BASE_BYTES));
  }

  @Test
  void shouldNotAskForTheRoomThatABegunExperimentHasTaken() throws IOException {
    // Given
    DataFolder folder = DataFolder.at(root);
    Path blobs = Files.createDirectories(folder.stack().resolve("store/blob"));
    Files.write(blobs.resolve("one"), new byte[1000]);
    Files.write(blobs.resolve("other"), new byte[24]);
    assertThat(folder.storedBytes("begun")).isZero();

    // When
    Files.createDirectories(folder.lastSeen("begun").getParent());
    Files.createFile(folder.lastSeen("begun"));

    // Then
    assertThat(folder.storedBytes("begun")).isEqualTo(1024);
  }
}
