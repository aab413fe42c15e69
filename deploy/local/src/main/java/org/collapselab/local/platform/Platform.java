package org.collapselab.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.StoreSettings;
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
  private final DataFolder folder;
  private final FolderLock lock;
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private RunningStack stack;
  private boolean closed;

  private Platform(DataFolder folder, FolderLock lock) {
    this.folder = folder;
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
    var platform = new Platform(folder, folder.lock());
    // Ctrl-C ends this process: the services first, so that they can finish, then the servers.
    var hook = new Thread(platform::close, "stop-platform");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      platform.startAll(installation, wanted, port, say);
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

  private void startAll(
      Installation installation, Set<Service> wanted, int port, Consumer<String> say)
      throws IOException, InterruptedException {
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
      startService(service, installation, service == Service.EVALUATOR ? port : 0);
    }
    new Readiness().await(services.values());
    if (wanted.contains(Service.EVALUATOR)) {
      Files.writeString(folder.address(), evaluatorUrl());
    }
  }

  private synchronized void startService(Service service, Installation installation, int port) {
    if (closed) {
      throw new LabException(ExitStatus.INTERRUPTED, "stopped while starting");
    }
    services.put(
        service,
        ServiceProcess.start(
            service,
            installation,
            folder,
            port == 0 ? LoopbackPort.anyFree() : port,
            ServiceEnvironment.of(service, stack.settings(), folder)));
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
    StackSettings settings = stack.settings();
    return new ArtifactStore(
        new StoreSettings(
            settings.storeEndpoint(),
            StackSettings.ACCESS_KEY,
            settings.storeSecretKey(),
            StackSettings.BUCKET,
            StackSettings.REGION));
  }

  /**
   * Looks at the processes.
   *
   * @throws LabException with the end of its log, if one has ended
   */
  public void requireAlive() {
    for (Part part : Part.values()) {
      PartProcess process = stack.part(part);
      if (!process.isAlive()) {
        throw new LabException(
            ExitStatus.PLATFORM,
            "the %s ended by itself; the end of %s:%n%s"
                .formatted(part.folder(), process.log(), LogTail.of(process.log())));
      }
    }
    for (ServiceProcess process : services.values()) {
      if (!process.isAlive()) {
        throw Readiness.died(process);
      }
    }
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
