package org.collapselab.testing;

import java.util.Optional;

/** The process all test modules of one build descend from. */
final class MavenProcess {
  private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private MavenProcess() {}

  /** The Maven process this test runs under, or this process itself when it runs under an IDE. */
  static ProcessHandle find() {
    Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
    while (ancestor.isPresent()) {
      String command = ancestor.get().info().commandLine().orElse("");
      if (command.contains(LAUNCHER)) {
        return ancestor.get();
      }
      ancestor = ancestor.get().parent();
    }
    return ProcessHandle.current();
  }
}
