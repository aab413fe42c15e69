package org.collapselab.local.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/**
 * How often each process of a platform was started again. One that was killed from outside is
 * replaced and takes its work up again; one that ends again and again doesn't get better by that.
 */
final class Restarts {
  /** Of each process, as long as a platform runs. */
  static final int MOST = 3;

  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Counts one more start of a process that has ended by itself.
   *
   * @param ended how it ended, in words
   * @throws LabException with the name and the end of its log, if it has had its starts
   */
  void count(String process, String ended, Path log) {
    int before = counts.merge(process, 1, Integer::sum) - 1;
    if (before == MOST) {
      throw new LabException(
          ExitStatus.PLATFORM,
          "the %s %s, and was started again %d times before; the end of %s:%n%s"
              .formatted(process, ended, MOST, log, LogTail.of(log)));
    }
  }
}
