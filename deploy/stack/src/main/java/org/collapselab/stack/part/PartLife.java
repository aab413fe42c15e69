package org.collapselab.stack.part;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.collapselab.stack.FolderLock;
import org.collapselab.stack.Part;
import org.collapselab.stack.PartProcess;
import org.collapselab.stack.RunningStack;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;

/**
 * Runs one server as the whole purpose of this process.
 *
 * <pre>
 *   starting ── serves ──► ready ── SIGTERM, watched process gone, end of input ──► closing ──► exit 0
 *      │                     │
 *      └── fails ─► exit 1   └── server ends by itself ─► exit 1
 * </pre>
 *
 * Arguments: the stack's folder, then {@code --watch=PID} to end with that process, and {@code
 * --until-eof} to end with the standard input.
 */
public final class PartLife {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(15);
  private static final String WATCH = "--watch=";

  /** Held until the process ends; a reference keeps the collector from closing it. */
  private final AtomicReference<FolderLock> folderLock = new AtomicReference<>();

  private final AtomicReference<Server> server = new AtomicReference<>();
  private final AtomicBoolean closing = new AtomicBoolean();

  private PartLife() {}

  /** Starts a server in its folder. */
  @FunctionalInterface
  public interface Starter {
    Server start(StackSettings settings, Path folder) throws Exception;
  }

  /** Runs the part; does not return. */
  public static void run(Part part, String[] arguments, Starter starter) {
    int status;
    try {
      status = new PartLife().live(part, arguments, starter);
    } catch (Exception e) {
      say("the " + part.folder() + " failed: " + firstCause(e));
      status = 1;
    }
    System.exit(status);
  }

  private static Throwable firstCause(Throwable failure) {
    return failure.getCause() == null ? failure : firstCause(failure.getCause());
  }

  private int live(Part part, String[] arguments, Starter starter) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close"));
    options.forEach(this::obey);
    folderLock.set(FolderLock.acquire(RunningStack.lockFile(folder, part), LOCK_PATIENCE));
    Server started = starter.start(StackSettings.read(folder), folder.resolve(part.folder()));
    server.set(started);
    System.out.println(PartProcess.READY + " " + ProcessHandle.current().pid());
    System.out.flush();
    started.awaitEnd();
    if (closing.get()) {
      return 0;
    }
    say("the " + part.folder() + " ended by itself");
    return 1;
  }

  private void close() {
    closing.set(true);
    Server running = server.getAndSet(null);
    if (running != null) {
      running.close();
    } else {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void obey(String option) {
    if (option.startsWith(WATCH)) {
      long pid = Long.parseLong(option.substring(WATCH.length()));
      ProcessHandle watched =
          ProcessHandle.of(pid)
              .orElseThrow(() -> new StackException("process " + pid + " to serve is not there"));
      exitAfter("watch", () -> watched.onExit().join());
    } else if (option.equals("--until-eof")) {
      exitAfter("until-eof", PartLife::readToTheEnd);
    } else {
      throw new StackException("unknown option " + option);
    }
  }

  private static void exitAfter(String name, Runnable wait) {
    var thread =
        new Thread(
            () -> {
              wait.run();
              System.exit(0);
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void readToTheEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      say("standard input failed: " + e.getMessage());
    }
  }

  private static void say(String message) {
    System.err.println(message);
  }
}
