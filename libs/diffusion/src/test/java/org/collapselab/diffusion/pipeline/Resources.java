package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a piece of work takes: time, Java heap and resident memory at their peaks. */
final class Resources {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final double MEGABYTE = 1e6;

  private final long begin;

  private Resources() throws IOException {
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    // Resets the peak of the resident set to what is resident now.
    Files.writeString(CLEAR, "5");
    begin = System.nanoTime();
  }

  static Resources measure() throws IOException {
    System.gc();
    return new Resources();
  }

  String used() throws IOException {
    double seconds = (System.nanoTime() - begin) / 1e9;
    long heap = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return "%.1f s, heap %.0f MB, resident %.0f MB"
        .formatted(seconds, heap / MEGABYTE, peakResident() / MEGABYTE);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static long peakResident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
