package org.collapselab.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.FolderLock;
import org.collapselab.stack.LoopbackPort;
import org.collapselab.stack.Part;
import org.collapselab.stack.PartProcess;
import org.collapselab.stack.RunningStack;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;

/**
 * A running platform: the servers and the services on one data folder, which is this process's own
 * meanwhile. All of them end with this process at the latest.
 */
public final class Platform implements AutoCloseable {
  private static final long TEND_MILLIS = 1000;

  private final Installation installation;
  private final DataFolder folder;
  private final Consumer<String> say;
  private final FolderLock lock;
  private final Restarts restarts = new Restarts();
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private RunningStack stack;
  private boolean closed;

  private Platform(
      Installation installation, DataFolder folder, Consumer<String> say, FolderLock lock) {
    this.installation = installation;
    this.folder = folder;
    this.say = say;
    this.lock = lock;
  }

  /**
   * Starts the servers and some of the services, and returns when all are ready.
   *
   * @param port of the evaluator, 0 for any
   * @param say is told what happens
   * @throws LabException if anything does not start; nothing is left running then
   */
  public static Platform start(
      Installation installation,
      DataFolder folder,
      Set<Service> wanted,
      int port,
      Consumer<String> say) {
    if (port != 0 && !LoopbackPort.isFree(port)) {
      throw new LabException(
          ExitStatus.MACHINE,
          "port " + port + " asked for the evaluator is in use by another program");
    }
    var platform = new Platform(installation, folder, say, folder.lock());
    // Ctrl-C ends this process: the services first, so that they can finish, then the servers.
    var hook = new Thread(platform::interrupted, "stop-platform");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      platform.startAll(wanted, port);
      return platform;
    } catch (StackException | IOException e) {
      platform.close();
      throw new LabException(ExitStatus.PLATFORM, e.getMessage(), e);
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    } catch (InterruptedException e) {
      platform.close();
      Thread.currentThread().interrupt();
      throw new LabException(ExitStatus.INTERRUPTED, "interrupted while starting", e);
    }
  }

  private void startAll(Set<Service> wanted, int port) throws IOException, InterruptedException {
    List<String> leftovers = Leftovers.stop(folder);
    if (!leftovers.isEmpty()) {
      say.accept("stopped what an earlier run left behind: " + String.join(", ", leftovers));
    }
    say.accept("starting broker, store and database");
    RunningStack started = RunningStack.start(installation.stack(), folder.stack());
    synchronized (this) {
      if (closed) {
        started.close();
        throw new LabException(ExitStatus.INTERRUPTED, "stopped while starting");
      }
      stack = started;
    }
    PlatformTopics.create(stack.settings().bootstrapServers());
    say.accept("starting " + String.join(", ", wanted.stream().map(Service::word).toList()));
    for (Service service : wanted) {
      startService(service, service == Service.EVALUATOR ? port : 0);
    }
    new Readiness().await(services.values());
    if (wanted.contains(Service.EVALUATOR)) {
      Files.writeString(folder.address(), evaluatorUrl());
    }
  }

  private synchronized ServiceProcess startService(Service service, int port) {
    if (closed) {
      throw new LabException(ExitStatus.INTERRUPTED, "stopped while starting");
    }
    ServiceProcess process =
        ServiceProcess.start(
            service,
            installation,
            folder,
            port == 0 ? LoopbackPort.anyFree() : port,
            ServiceEnvironment.of(service, stack.settings(), folder));
    services.put(service, process);
    return process;
  }

  public DataFolder folder() {
    return folder;
  }

  public StackSettings stackSettings() {
    return stack.settings();
  }

  public RunningStack stack() {
    return stack;
  }

  public ServiceProcess service(Service service) {
    return services.get(service);
  }

  public String evaluatorUrl() {
    return services.get(Service.EVALUATOR).url();
  }

  /** The platform's store; to be closed by the caller. */
  public ArtifactStore openStore() {
    return StoreAccess.connect(stack.settings());
  }

  /**
   * Looks at the processes and starts those again that have ended by themselves; returns when all
   * are ready. What a service was at is delivered to it again.
   *
   * @return whether there was one
   * @throws LabException with the end of its log, if one ends again and again or does not start
   */
  public boolean tend() throws InterruptedException {
    boolean restarted = false;
    for (Part part : Part.values()) {
      restarted |= tend(part);
    }
    var started = new ArrayList<ServiceProcess>();
    for (ServiceProcess process : List.copyOf(services.values())) {
      tend(process).ifPresent(started::add);
    }
    new Readiness().await(started);
    return restarted || !started.isEmpty();
  }

  /** Tends for ever: returns only with a failure. Ctrl-C ends this process and all of it. */
  public void keepRunning() throws InterruptedException {
    while (true) {
      tend();
      Thread.sleep(TEND_MILLIS);
    }
  }

  private synchronized Optional<ServiceProcess> tend(ServiceProcess process) {
    if (closed || process.isAlive()) {
      return Optional.empty();
    }
    String word = process.service().word();
    String ended = "ended by itself with status " + process.exitValue();
    restarts.count(word, ended, process.log());
    say.accept(startedAgain(word, ended, process.log()));
    return Optional.of(startService(process.service(), process.port()));
  }

  private synchronized boolean tend(Part part) {
    PartProcess process = stack.part(part);
    if (closed || process.isAlive()) {
      return false;
    }
    restarts.count(part.folder(), "ended by itself", process.log());
    say.accept(startedAgain(part.folder(), "ended by itself", process.log()));
    try {
      stack.restart(part);
      return true;
    } catch (StackException e) {
      throw new LabException(ExitStatus.PLATFORM, e.getMessage(), e);
    }
  }

  private static String startedAgain(String process, String ended, Path log) {
    return "the %s %s and is started again; its log is %s".formatted(process, ended, log);
  }

  /** Whether all processes live that were started. */
  public boolean isWhole() {
    return Arrays.stream(Part.values()).map(stack::part).allMatch(PartProcess::isAlive)
        && services.values().stream().allMatch(ServiceProcess::isAlive);
  }

  private synchronized void interrupted() {
    if (!closed) {
      say.accept("stopping the platform");
    }
    close();
  }

  /** Stops the services, then the servers, and gives the folder back. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    var stopping = new ArrayList<Thread>();
    for (ServiceProcess process : services.values()) {
      var thread = new Thread(process::stop, "stop-" + process.service().word());
      thread.start();
      stopping.add(thread);
    }
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
      Files.deleteIfExists(folder.address());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new LabException(ExitStatus.BROKEN, "cannot remove " + folder.address(), e);
    } finally {
      if (stack != null) {
        stack.close();
      }
      lock.close();
    }
  }
}
