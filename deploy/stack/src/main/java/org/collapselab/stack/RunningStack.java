package org.collapselab.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The three servers, started together on one folder. */
public final class RunningStack implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /** Time for the servers of a launcher that was just killed to notice and end. */
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(15);

  private final StackHome home;
  private final Path folder;
  private final StackSettings settings;
  private final List<String> arguments;
  private final Map<Part, PartProcess> parts = new EnumMap<>(Part.class);

  private RunningStack(
      StackHome home, Path folder, StackSettings settings, List<String> arguments) {
    this.home = home;
    this.folder = folder;
    this.settings = settings;
    this.arguments = arguments;
  }

  /** Starts the servers on free ports; they end with this process at the latest. */
  public static RunningStack start(StackHome home, Path folder) {
    return start(home, folder, StackPorts.ANY, ProcessHandle.current());
  }

  /**
   * Starts the servers and returns when all of them serve.
   *
   * @param folder holds the data, settings and logs; made if it is not there, found again if it is
   * @param ports the ports to use, 0 for any
   * @param user the process the servers serve: they end when it does
   * @throws StackException if the folder is in use, a port is taken or a server does not start;
   *     none is left running
   */
  public static RunningStack start(
      StackHome home, Path folder, StackPorts ports, ProcessHandle user) {
    Path absolute = folder.toAbsolutePath();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw new StackException("cannot make " + absolute + ": " + e.getMessage(), e);
    }
    for (Part part : Part.values()) {
      FolderLock.acquire(lockFile(absolute, part), LOCK_PATIENCE).close();
    }
    StackSettings settings =
        StackSettings.existIn(absolute)
            ? StackSettings.read(absolute)
            : StackSettings.fresh(StackPorts.ANY);
    settings = settings.with(ports.resolve(settings.ports()));
    settings.write(absolute);
    var stack = new RunningStack(home, absolute, settings, List.of("--watch=" + user.pid()));
    stack.startAll();
    return stack;
  }

  /** The lock a part holds while it lives. */
  public static Path lockFile(Path folder, Part part) {
    return folder.resolve(part.folder() + ".lock");
  }

  private void startAll() {
    try {
      for (Part part : Part.values()) {
        parts.put(part, PartProcess.start(part, home, folder, arguments));
      }
      for (PartProcess process : parts.values()) {
        process.awaitReady(START_PATIENCE);
      }
    } catch (StackException e) {
      parts.values().forEach(PartProcess::kill);
      throw e;
    }
  }

  public StackSettings settings() {
    return settings;
  }

  public PartProcess part(Part part) {
    return parts.get(part);
  }

  /** Starts a part that was killed or stopped, on the same port, and returns when it serves. */
  public PartProcess restart(Part part) {
    PartProcess before = parts.get(part);
    if (before.isAlive()) {
      throw new IllegalStateException("the " + part.folder() + " still runs");
    }
    PartProcess process = PartProcess.start(part, home, folder, arguments);
    parts.put(part, process);
    process.awaitReady(START_PATIENCE);
    return process;
  }

  /** Stops all servers at the same time and waits until they have ended. */
  @Override
  public void close() {
    var stopping = new ArrayList<Thread>();
    for (PartProcess process : parts.values()) {
      var thread = new Thread(process::stop, "stop-" + process.part().folder());
      thread.start();
      stopping.add(thread);
    }
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        parts.values().forEach(PartProcess::kill);
        return;
      }
    }
  }
}
