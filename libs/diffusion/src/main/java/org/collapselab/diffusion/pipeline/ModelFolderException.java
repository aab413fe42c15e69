package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model folder that cannot be used, with everything that is wrong with it. */
public final class ModelFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  ModelFolderException(Path folder, List<String> problems) {
    super(folder + ": not a usable model:\n- " + String.join("\n- ", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, one entry for each file. */
  public List<String> problems() {
    return problems;
  }
}
