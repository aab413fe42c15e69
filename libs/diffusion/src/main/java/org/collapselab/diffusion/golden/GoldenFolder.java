package org.collapselab.diffusion.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The goldens of a folder.
 *
 * @param files in the order of their names
 */
public record GoldenFolder(List<Path> files) {

  /** An immutable copy. */
  public GoldenFolder {
    files = List.copyOf(files);
  }

  /**
   * Lists the goldens directly in a folder; other files are passed over.
   *
   * @throws IOException if it cannot be read
   */
  public static GoldenFolder list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new GoldenFolder(
          entries.filter(Files::isRegularFile).filter(GoldenFile::isGolden).sorted().toList());
    }
  }

  /** The files whose names without the suffix are among these. */
  public GoldenFolder only(List<String> names) {
    return new GoldenFolder(
        files.stream().filter(file -> names.contains(GoldenFile.nameOf(file))).toList());
  }

  /** Checks one golden after the other; takes each finding with its file as soon as it is made. */
  public void check(GoldenChecks checks, BiConsumer<Path, Finding> findings) {
    for (Path file : files) {
      checks.check(file, finding -> findings.accept(file, finding));
    }
  }
}
