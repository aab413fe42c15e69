package org.collapselab.local.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.StackHome;
import org.collapselab.stack.part.Watched;

/** A running service. */
public final class ServiceProcess {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
  private static final int NATIVE_ACCESS_FLAG_SINCE = 24;

  private final Service service;
  private final Process process;
  private final Path log;
  private final Path pidFile;
  private final int port;

  private ServiceProcess(Service service, Process process, DataFolder folder, int port) {
    this.service = service;
    this.process = process;
    this.log = folder.log(service);
    this.pidFile = folder.pidFile(service);
    this.port = port;
  }

  static ServiceProcess start(
      Service service,
      Installation installation,
      DataFolder folder,
      int port,
      Map<String, String> environment) {
    try {
      Files.createDirectories(folder.log(service).getParent());
      var builder =
          new ProcessBuilder(command(service, installation, folder))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log(service).toFile()));
      builder.environment().putAll(environment);
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      var started = new ServiceProcess(service, builder.start(), folder, port);
      Files.writeString(folder.pidFile(service), Long.toString(started.process.pid()));
      return started;
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.PLATFORM, "cannot start the " + service.word() + ": " + e.getMessage(), e);
    }
  }

  private static List<String> command(
      Service service, Installation installation, DataFolder folder) {
    StackHome stack = installation.stack();
    var command = new ArrayList<String>();
    stack.ownSession().ifPresent(command::add);
    command.add(stack.java());
    command.add(service.heap());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    if (Runtime.version().feature() >= NATIVE_ACCESS_FLAG_SINCE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add(marker(service, folder));
    command.add("-cp");
    command.add(stack.classes() + File.pathSeparator + installation.program(service));
    command.add(Watched.class.getName());
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    return command;
  }

  /** The argument by which a service of a folder is known among all processes. */
  static String marker(Service service, DataFolder folder) {
    return "-Dcollapse.local=" + folder.root() + "#" + service.word();
  }

  public Service service() {
    return service;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exitValue() {
    return process.exitValue();
  }

  public Path log() {
    return log;
  }

  int port() {
    return port;
  }

  /** Base address of the service's HTTP endpoints. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends the service at once, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks the service to finish what it does and end; kills it if it has not after a while. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new LabException(ExitStatus.BROKEN, "cannot remove " + pidFile, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }
}
