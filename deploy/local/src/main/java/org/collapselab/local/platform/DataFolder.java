package org.collapselab.local.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.FolderLock;
import org.collapselab.stack.Part;
import org.collapselab.stack.StackException;

/**
 * The folder a platform keeps everything in: the servers' data, the services' logs, fetched
 * checkpoints and reports.
 *
 * @param root made when it is first needed
 */
public record DataFolder(Path root) {

  public static DataFolder at(Path root) {
    return new DataFolder(root.toAbsolutePath().normalize());
  }

  Path stack() {
    return root.resolve("stack");
  }

  Path log(Service service) {
    return root.resolve("services").resolve(service.word() + ".log");
  }

  Path pidFile(Service service) {
    return root.resolve("services").resolve(service.word() + ".pid");
  }

  /**
   * Checkpoints fetched from the store, shared by the services; may be deleted when nothing runs.
   */
  public Path cache() {
    return root.resolve("cache");
  }

  /** The reports, a folder for each experiment. */
  public Path reports() {
    return root.resolve("reports");
  }

  /** What was last known of an experiment, as the evaluator told it. */
  public Path lastSeen(String experiment) {
    return root.resolve("experiments").resolve(experiment + ".json");
  }

  /**
   * Bytes that the store holds already if an experiment was begun here; some of them may be of
   * others.
   */
  public long storedBytes(String experiment) {
    Path store = stack().resolve(Part.STORE.folder());
    if (!Files.exists(lastSeen(experiment)) || !Files.isDirectory(store)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(store)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + store, e);
    }
  }

  /** Where the evaluator of a running platform listens. */
  Path address() {
    return root.resolve("evaluator.url");
  }

  private Path lockFile() {
    return root.resolve("lab.lock");
  }

  /**
   * Takes the folder for this process.
   *
   * @throws LabException if another process has it
   */
  FolderLock lock() {
    try {
      return FolderLock.acquire(lockFile(), Duration.ZERO);
    } catch (StackException e) {
      throw new LabException(
          ExitStatus.MACHINE,
          e.getMessage() + "; 'lab status' shows what it does, 'lab stop' ends it",
          e);
    }
  }

  /** The process that has the folder, if one has. */
  public Optional<ProcessHandle> holder() {
    if (!Files.exists(lockFile())) {
      return Optional.empty();
    }
    try {
      FolderLock.acquire(lockFile(), Duration.ZERO).close();
      return Optional.empty();
    } catch (StackException e) {
      String pid = read(lockFile()).strip();
      return pid.matches("[0-9]+") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }
  }

  /** Where the evaluator listens, if a platform runs on this folder and is ready. */
  public Optional<String> evaluatorUrl() {
    return holder().isPresent() && Files.exists(address())
        ? Optional.of(read(address()).strip())
        : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
