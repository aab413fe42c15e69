package org.collapselab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The queries by which the chart has services scaled on their rows. */
public final class ScalingQuery {
  private ScalingQuery() {}

  /** A service's query. */
  public static String of(String service) {
    Path file =
        Path.of(
            System.getProperty("lab.root"), "helm/collapse-lab/files/sql/" + service + "-open.sql");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
