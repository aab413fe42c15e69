package org.collapselab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Folders of builds that have ended, named by their process ids. */
final class Leftovers {
  private Leftovers() {}

  static void removeEnded(Path all) {
    try (var folders = Files.list(all)) {
      List<Path> ended =
          folders
              .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
              .filter(folder -> !isAlive(folder))
              .toList();
      for (Path folder : ended) {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAlive(Path folder) {
    return ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).isPresent();
  }

  private static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
