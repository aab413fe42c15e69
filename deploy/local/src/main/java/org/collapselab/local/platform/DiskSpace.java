package org.collapselab.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** The room on the disk a folder is on or will be on. */
public final class DiskSpace {
  /** Logs, the servers' own files and the cache of checkpoints. */
  public static final long BASE_BYTES = 1L << 30;

  private DiskSpace() {}

  public static long free(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell how much room " + existing + " has", e);
    }
  }

  /**
   * Looks before a start, because a server whose disk is full loses what it was writing.
   *
   * @param bytes the experiment's artifacts will take, without those that are there
   * @throws LabException if there is not enough room for them and {@link #BASE_BYTES}
   */
  public static void require(Path folder, long bytes) {
    long needed = BASE_BYTES + bytes;
    long free = free(folder);
    if (free < needed) {
      throw new LabException(
          ExitStatus.MACHINE,
          "the disk of %s has %s free (%d bytes), and %s are needed (%d bytes): free some, or name another folder with --data"
              .formatted(folder, text(free), free, text(needed), needed));
    }
  }

  /** Bytes in words. */
  public static String text(long bytes) {
    return bytes >= 1L << 30
        ? "%.1f GB".formatted(bytes / (double) (1L << 30))
        : "%.0f MB".formatted(bytes / (double) (1L << 20));
  }
}
