package org.collapselab.helm.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the chart whose files may differ. */
public final class ChartCopy {
  private ChartCopy() {}

  /**
   * Copies the chart.
   *
   * @param change what becomes of each template's text
   */
  public static void to(Path folder, UnaryOperator<String> change) {
    try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
      files.forEach(file -> copy(file, folder.resolve(Chart.FOLDER.relativize(file)), change));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the chart", e);
    }
  }

  private static void copy(Path from, Path to, UnaryOperator<String> change) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.writeString(to, change.apply(Files.readString(from)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from, e);
    }
  }
}
