package org.collapselab.local.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecException;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** A spec on disk. */
public final class SpecFile {
  private SpecFile() {}

  /**
   * Reads a spec; what it names is not looked at.
   *
   * @throws LabException listing every problem of the spec
   */
  public static ExperimentSpec read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LabException(ExitStatus.BAD_INPUT, file + ": no such file");
    }
    try {
      return SpecReader.read(file);
    } catch (SpecException e) {
      var text = new StringBuilder(file + " is not a valid spec:");
      e.problems().forEach(problem -> text.append("\n  ").append(problem));
      throw new LabException(ExitStatus.BAD_INPUT, text.toString(), e);
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.BAD_INPUT, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** A folder that a spec names, as seen from where the spec lies. */
  public static Path named(Path file, String folder) {
    return file.toAbsolutePath().resolveSibling(folder).normalize();
  }
}
