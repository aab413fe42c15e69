package org.collapselab.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A lock file held by one process; the operating system frees it when that process ends, however it
 * ends.
 */
public final class FolderLock implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting a little for a process that is just ending.
   *
   * @throws StackException naming the holder if the lock is still held when the time is over
   */
  public static FolderLock acquire(Path file, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      while (true) {
        if (tryLock(channel)) {
          channel.truncate(0);
          channel.write(
              ByteBuffer.wrap(
                  Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
              0);
          return new FolderLock(channel);
        }
        if (System.nanoTime() > end) {
          channel.close();
          throw new StackException(
              file.getParent() + " is in use by process " + Files.readString(file).strip());
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (IOException e) {
      throw new StackException("cannot lock " + file + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for " + file, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StackException("cannot free a lock: " + e.getMessage(), e);
    }
  }
}
