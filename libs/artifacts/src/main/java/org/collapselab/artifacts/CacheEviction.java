package org.collapselab.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a cache's blobs within a size by giving up the checkpoints used the longest time ago. */
final class CacheEviction {
  private record Used(Path folder, FileTime at) {}

  private final Path blobs;
  private final Path folders;
  private final long maxBytes;
  private final Duration grace;

  CacheEviction(Path blobs, Path folders, long maxBytes, Duration grace) {
    this.blobs = blobs;
    this.folders = folders;
    this.maxBytes = maxBytes;
    this.grace = grace;
  }

  /** The caller holds the cache's lock. */
  void run() throws IOException {
    if (bytes() <= maxBytes) {
      return;
    }
    FileTime safe = FileTime.from(Instant.now().minus(grace));
    for (Used used : oldestFirst()) {
      if (used.at().compareTo(safe) > 0) {
        return;
      }
      FolderTree.delete(used.folder());
      deleteUnusedBlobs();
      if (bytes() <= maxBytes) {
        return;
      }
    }
  }

  private List<Used> oldestFirst() throws IOException {
    List<Used> all = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folders)) {
      for (Path folder : paths.toList()) {
        all.add(new Used(folder, Files.getLastModifiedTime(folder)));
      }
    }
    all.sort(Comparator.comparing(Used::at));
    return all;
  }

  private void deleteUnusedBlobs() throws IOException {
    for (Path blob : blobFiles()) {
      // A blob that only its own name links to is in no checkpoint's folder.
      if ((Integer) Files.getAttribute(blob, "unix:nlink") == 1) {
        Files.delete(blob);
      }
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path blob : blobFiles()) {
      bytes += Files.size(blob);
    }
    return bytes;
  }

  private List<Path> blobFiles() throws IOException {
    try (Stream<Path> paths = Files.list(blobs)) {
      return paths.toList();
    }
  }
}
