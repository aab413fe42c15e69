package org.collapselab.artifacts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A lock between threads and between processes: a file lock alone holds off only the latter. */
final class FolderLock {
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock thread;

  FolderLock(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.thread = THREADS.computeIfAbsent(this.file, path -> new ReentrantLock());
  }

  /** What is done while the lock is held. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Waits until nobody else holds the lock, then does the action. */
  <T> T hold(Action<T> action) throws IOException {
    thread.lock();
    try {
      Files.createDirectories(file.getParent());
      // Closing the channel gives the lock back.
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        return action.run();
      }
    } finally {
      thread.unlock();
    }
  }
}
