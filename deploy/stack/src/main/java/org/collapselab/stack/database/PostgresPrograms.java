package org.collapselab.stack.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.collapselab.stack.StackException;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once from their jar. */
final class PostgresPrograms {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  private PostgresPrograms(Path folder) {
    this.folder = folder;
  }

  /** Finds the programs in a folder, or unpacks them there as a whole. */
  static PostgresPrograms in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path part = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "postgres");
      unpack(part);
      try {
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    return new PostgresPrograms(folder);
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream packed = PostgresPrograms.class.getResourceAsStream(ARCHIVE)) {
      if (packed == null) {
        throw new StackException("no PostgreSQL for this machine: " + ARCHIVE + " is missing");
      }
      var archive = new TarArchiveInputStream(new XZInputStream(packed));
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(entry.getName() + " leaves the archive");
        }
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(archive, path, StandardCopyOption.REPLACE_EXISTING);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /**
   * A command line. PostgreSQL refuses to run as root, so root runs it in a user namespace in which
   * it is nobody.
   */
  List<String> command(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs a program to its end; its output goes to this process's standard error.
   *
   * @throws StackException if it fails or takes too long
   */
  void run(String program, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(Path.of("/dev/stderr").toFile()))
            .start();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new StackException(program + " took longer than " + PATIENCE.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw new StackException(program + " failed with status " + process.exitValue());
    }
  }
}
