package org.collapselab.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.collapselab.contracts.ContractViolationException;

/** A model's folder on disk in diffusers layout, as relative paths with slashes. */
final class ModelFolder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private ModelFolder() {}

  /** The regular files below a folder; those whose name starts with a dot are not the model's. */
  static SortedMap<String, Path> files(Path folder) {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String relative = folder.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path) && !hidden(relative)) {
          checkPath(relative);
          files.put(relative, path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model folder " + folder, e);
    }
    return files;
  }

  private static boolean hidden(String relative) {
    return Stream.of(relative.split("/")).anyMatch(part -> part.startsWith("."));
  }

  /** Refuses paths that could lead out of the folder. */
  static void checkPath(String path) {
    for (String part : path.split("/", -1)) {
      if (!NAME.matcher(part).matches()) {
        throw new ContractViolationException(
            "files." + path, "expected a path of letters, digits, dots, dashes and underscores");
      }
    }
  }
}
