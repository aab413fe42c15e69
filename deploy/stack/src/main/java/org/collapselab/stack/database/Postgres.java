package org.collapselab.stack.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;
import org.collapselab.stack.part.Server;

/** A PostgreSQL server with durable settings, listening on the loopback address only. */
final class Postgres implements Server {
  private final PostgresPrograms programs;
  private final Path data;
  private final Process process;

  private Postgres(PostgresPrograms programs, Path data, Process process) {
    this.programs = programs;
    this.data = data;
    this.process = process;
  }

  static Postgres start(StackSettings settings, Path folder) throws Exception {
    Path home = Path.of(System.getProperty("stack.home"));
    PostgresPrograms programs = PostgresPrograms.in(home.resolve("postgres"));
    Path data = folder.resolve("data");
    Files.createDirectories(folder);
    stopLeftover(programs, data);
    if (!Files.isDirectory(data)) {
      initialise(programs, settings, folder, data);
    }
    Process process =
        new ProcessBuilder(
                programs.command(
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(settings.ports().database()),
                    "-c",
                    "listen_addresses=" + StackSettings.HOST,
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=on",
                    "-c",
                    "synchronous_commit=on",
                    "-c",
                    "full_page_writes=on",
                    "-c",
                    "shared_buffers=32MB",
                    "-c",
                    "max_connections=80",
                    "-c",
                    "max_wal_size=256MB",
                    "-c",
                    "timezone=UTC",
                    "-c",
                    "log_timezone=UTC",
                    "-c",
                    "log_min_messages=warning"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(Path.of("/dev/stderr").toFile()))
            .start();
    var server = new Postgres(programs, data, process);
    try {
      ServiceSchemas.ensure(settings, process::isAlive);
      return server;
    } catch (SQLException | StackException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /** A server outlives its parent if that is killed; two on one folder would destroy it. */
  private static void stopLeftover(PostgresPrograms programs, Path data)
      throws IOException, InterruptedException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> leftover =
        lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    boolean ours =
        leftover.flatMap(handle -> handle.info().commandLine()).stream()
            .anyMatch(command -> command.contains(data.toString()));
    if (ours) {
      programs.run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "-s", "stop");
    }
  }

  private static void initialise(
      PostgresPrograms programs, StackSettings settings, Path folder, Path data)
      throws IOException, InterruptedException {
    Path fresh = folder.resolve("initialising");
    deleteTree(fresh);
    Path password =
        Files.createTempFile(
            folder,
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, settings.databasePassword(StackSettings.DATABASE_OWNER));
      programs.run(
          "initdb",
          "-D",
          fresh.toString(),
          "-U",
          StackSettings.DATABASE_OWNER,
          "--auth=scram-sha-256",
          "--pwfile=" + password,
          "--encoding=UTF8",
          "--locale=C",
          "--no-instructions");
    } finally {
      Files.delete(password);
    }
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (var paths = Files.walk(tree)) {
        for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        programs.run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "-s", "stop");
      }
    } catch (IOException | StackException e) {
      process.destroyForcibly();
      throw new StackException("PostgreSQL did not stop cleanly: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
