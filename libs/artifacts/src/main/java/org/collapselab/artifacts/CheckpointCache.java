package org.collapselab.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.collapselab.contracts.Key;

/**
 * Checkpoints on disk, for models that are loaded from folders.
 *
 * <pre>
 * blobs/&lt;sha256&gt;            each file once
 * checkpoints/&lt;key&gt;/...    hard links to them, in diffusers layout
 * lock                     held by whoever changes the cache
 * </pre>
 *
 * Processes may share a cache. A checkpoint's folder appears whole or not at all. Beyond its size
 * the cache gives up the checkpoints used the longest time ago, but none that was asked for within
 * the grace period, for somebody may be reading it.
 */
public final class CheckpointCache {
  /** How long a checkpoint that was asked for is safe. */
  public static final Duration DEFAULT_GRACE = Duration.ofMinutes(15);

  private final Checkpoints checkpoints;
  private final Path blobs;
  private final Path folders;
  private final FolderLock lock;
  private final CacheEviction eviction;

  /**
   * A cache in a folder, which is made when it is needed.
   *
   * @param maxBytes of blobs, beyond which checkpoints are given up
   */
  public CheckpointCache(Checkpoints checkpoints, Path folder, long maxBytes) {
    this(checkpoints, folder, maxBytes, DEFAULT_GRACE);
  }

  public CheckpointCache(Checkpoints checkpoints, Path folder, long maxBytes, Duration grace) {
    this.checkpoints = checkpoints;
    this.blobs = folder.resolve("blobs");
    this.folders = folder.resolve("checkpoints");
    this.lock = new FolderLock(folder.resolve("lock"));
    this.eviction = new CacheEviction(blobs, folders, maxBytes, grace);
  }

  /**
   * The folder of a checkpoint; its files must not be written to.
   *
   * @throws MissingArtifactException if the checkpoint or one of its files is not in the store
   * @throws CorruptArtifactException if one is not what its key says
   * @throws StoreUnavailableException if the store does not answer
   */
  public Path materialise(Key checkpoint) {
    try {
      return lock.hold(() -> folderOf(checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep checkpoint " + checkpoint + " on disk", e);
    }
  }

  private Path folderOf(Key checkpoint) throws IOException {
    Files.createDirectories(blobs);
    Files.createDirectories(folders);
    Path folder = folders.resolve(checkpoint.value());
    if (!Files.isDirectory(folder)) {
      build(checkpoints.manifest(checkpoint).files(), folder);
    }
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    eviction.run();
    return folder;
  }

  private void build(Map<String, Key> files, Path folder) throws IOException {
    Path part = folders.resolve(".part-" + UUID.randomUUID());
    try {
      for (Map.Entry<String, Key> file : files.entrySet()) {
        Path blob = blobs.resolve(file.getValue().value());
        if (!Files.exists(blob)) {
          checkpoints.downloadFile(file.getValue(), blob);
        }
        Path link = part.resolve(file.getKey());
        Files.createDirectories(link.getParent());
        Files.createLink(link, blob);
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FolderTree.delete(part);
    }
  }
}
