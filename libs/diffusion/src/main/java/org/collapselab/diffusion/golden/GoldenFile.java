package org.collapselab.diffusion.golden;

import java.io.IOException;
import java.nio.file.Path;

/** A file of expected numbers. */
public sealed interface GoldenFile extends AutoCloseable permits TensorGolden, JsonGolden {

  /** Whether a file's name is that of a golden. */
  static boolean isGolden(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(TensorGolden.SUFFIX) || name.endsWith(JsonGolden.SUFFIX);
  }

  /** A golden's name: its file's without the suffix. */
  static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Opens a golden.
   *
   * @throws IOException if it cannot be read or is not well-formed
   * @throws IllegalArgumentException if its metadata are not what goldens have
   */
  static GoldenFile open(Path file) throws IOException {
    return file.getFileName().toString().endsWith(JsonGolden.SUFFIX)
        ? JsonGolden.open(file)
        : TensorGolden.open(file);
  }

  /** Where it is. */
  Path path();

  /** Its name without the suffix; inputs are named after it. */
  default String name() {
    return nameOf(path());
  }

  /** What kind of golden it says it is; empty if it doesn't. */
  String kind();

  @Override
  void close() throws IOException;
}
