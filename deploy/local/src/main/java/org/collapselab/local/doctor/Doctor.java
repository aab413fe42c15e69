package org.collapselab.local.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.DiskSpace;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.report.TextDrawing;

/** Examines the machine. */
public final class Doctor {
  private static final int JAVA = 17;
  private static final long MEMORY = 6L << 30;
  private static final long DISK = 3L << 30;

  private final Installation installation;
  private final DataFolder folder;

  public Doctor(Installation installation, DataFolder folder) {
    this.installation = installation;
    this.folder = folder;
  }

  /** Looks at everything; nothing is changed. */
  public List<Finding> examine() {
    return List.of(
        java(),
        processor(),
        maven(),
        built(),
        cores(),
        memory(),
        disk(),
        ports(),
        dataFolder(),
        fonts(),
        Engine.examine());
  }

  private static Finding java() {
    String found =
        "%s at %s"
            .formatted(System.getProperty("java.vm.version"), System.getProperty("java.home"));
    if (Runtime.version().feature() < JAVA) {
      return Finding.wrong("java", found + ", expected " + JAVA + " or later");
    }
    boolean compiler = Files.exists(Path.of(System.getProperty("java.home"), "bin", "javac"));
    return compiler
        ? Finding.ok("java", found)
        : Finding.poor("java", found + " has no compiler; a build needs a JDK");
  }

  private static Finding processor() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return system.equals("Linux amd64")
        ? Finding.ok("system", system)
        : Finding.wrong("system", system + ", expected Linux amd64: the native parts are for that");
  }

  private static Finding maven() {
    try {
      Process process = new ProcessBuilder("mvn", "--version").redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(20, TimeUnit.SECONDS);
      String first =
          output
              .lines()
              .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
              .filter(line -> line.startsWith("Apache Maven"))
              .findFirst()
              .orElse("mvn says nothing of itself");
      return Finding.ok("maven", first);
    } catch (IOException e) {
      return Finding.poor("maven", "no mvn on the PATH; a build needs it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.poor("maven", "interrupted");
    }
  }

  private Finding built() {
    List<String> missing = installation.missing();
    return missing.isEmpty()
        ? Finding.ok("build", "complete")
        : Finding.wrong("build", "missing: " + String.join(", ", missing));
  }

  private static Finding cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores >= 2
        ? Finding.ok("cores", Integer.toString(cores))
        : Finding.poor("cores", cores + "; four services and three servers share it");
  }

  private static Finding memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    long available = availableMemory().orElse(system.getFreeMemorySize());
    String found = "%s available of %s".formatted(DiskSpace.text(available), DiskSpace.text(total));
    return available >= MEMORY
        ? Finding.ok("memory", found)
        : Finding.poor("memory", found + "; the platform takes up to " + DiskSpace.text(MEMORY));
  }

  /** Memory that programs can have, which is more than what is unused. */
  private static Optional<Long> availableMemory() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("memavailable:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Finding disk() {
    long free = DiskSpace.free(folder.root());
    String found = "%s free for %s".formatted(DiskSpace.text(free), folder.root());
    return free >= DISK
        ? Finding.ok("disk", found)
        : Finding.wrong("disk", found + ", expected " + DiskSpace.text(DISK));
  }

  private static Finding ports() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Finding.ok("ports", "free ones on " + socket.getInetAddress().getHostAddress());
    } catch (IOException e) {
      return Finding.wrong("ports", "cannot listen on the loopback address: " + e.getMessage());
    }
  }

  private Finding dataFolder() {
    Optional<ProcessHandle> holder = folder.holder();
    if (holder.isPresent()) {
      return Finding.poor(
          "data folder", folder.root() + " is in use by process " + holder.get().pid());
    }
    Path existing = folder.root();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.isWritable(existing)
        ? Finding.ok("data folder", folder.root().toString())
        : Finding.wrong("data folder", existing + " cannot be written to");
  }

  private static Finding fonts() {
    return TextDrawing.problem()
        .map(problem -> Finding.poor("fonts", problem + "; reports will have no curves"))
        .orElse(Finding.ok("fonts", "text can be drawn"));
  }
}
