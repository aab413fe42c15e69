package org.collapselab.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Services that outlived the command that started them. */
final class Leftovers {
  private static final long STOP_SECONDS = 20;

  private Leftovers() {}

  /**
   * Ends the services an earlier command left behind.
   *
   * @return their names
   */
  static List<String> stop(DataFolder folder) {
    var stopped = new ArrayList<String>();
    for (Service service : Service.values()) {
      Path pidFile = folder.pidFile(service);
      find(pidFile, ServiceProcess.marker(service, folder))
          .ifPresent(
              process -> {
                stop(process);
                stopped.add(service.word());
              });
      delete(pidFile);
    }
    delete(folder.address());
    return stopped;
  }

  /** The process a file names, if its command line says that it is still the one that was meant. */
  private static Optional<ProcessHandle> find(Path pidFile, String marker) {
    try {
      if (!Files.exists(pidFile)) {
        return Optional.empty();
      }
      String pid = Files.readString(pidFile).strip();
      if (!pid.matches("[0-9]+")) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(process -> arguments(process).contains(marker));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pidFile, e);
    }
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
