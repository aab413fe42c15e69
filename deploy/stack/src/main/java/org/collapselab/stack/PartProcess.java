package org.collapselab.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running server process. */
public final class PartProcess {
  /** What a part prints on standard output once it serves. */
  public static final String READY = "READY";

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int LOG_LINES_SHOWN = 15;

  private final Part part;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private PartProcess(Part part, Path log, Process process) {
    this.part = part;
    this.log = log;
    this.process = process;
  }

  static PartProcess start(Part part, StackHome home, Path folder, List<String> arguments) {
    var command = new ArrayList<String>();
    home.ownSession().ifPresent(command::add);
    command.add(home.java());
    command.add("-cp");
    command.add(home.classPath());
    command.add("-Dstack.home=" + home.folder());
    command.addAll(part.jvmArguments());
    command.add(folder.toString());
    command.addAll(arguments);
    Path log = folder.resolve(part.folder() + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      var started = new PartProcess(part, log, process);
      var reader = new Thread(started::watchForReady, part.folder() + "-ready");
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new StackException("cannot start the " + part.folder() + ": " + e.getMessage(), e);
    }
  }

  private void watchForReady() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.complete(false);
  }

  /**
   * @throws StackException with the end of the part's log if it ended or was not ready in time
   */
  void awaitReady(Duration patience) {
    String why;
    try {
      if (ready.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      why = "ended before it was ready";
    } catch (TimeoutException e) {
      why = "was not ready after " + patience.toSeconds() + " s";
    } catch (ExecutionException e) {
      why = "could not be read: " + e.getCause().getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "was waited for by a thread that was interrupted";
    }
    throw new StackException(
        "the " + part.folder() + " " + why + "\n" + logTail() + "(log: " + log + ")");
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      var text = new StringBuilder();
      for (String line : lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size())) {
        text.append("  ").append(line).append('\n');
      }
      return text.toString();
    } catch (IOException e) {
      return "";
    }
  }

  public Part part() {
    return part;
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Completes when the process has ended. */
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Ends the server and its child processes at once, as a crash would. */
  public void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  /**
   * Asks the server to end, which lets it close its files; kills it if it has not after a while.
   */
  public void stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
