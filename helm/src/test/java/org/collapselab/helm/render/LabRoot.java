package org.collapselab.helm.render;

import java.nio.file.Path;

/** The source tree. */
public final class LabRoot {
  private LabRoot() {}

  /** A file or folder of the source tree. */
  public static Path resolve(String path) {
    return Path.of(System.getProperty("lab.root")).resolve(path);
  }
}
