package org.collapselab.diffusion.golden;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Arrays;
import java.util.Map;

/** How large a network is, known before memory is taken for it. */
final class NetworkSize {

  private NetworkSize() {}

  /**
   * The number of a network's parameters.
   *
   * @throws IllegalArgumentException if as many 32-bit floats do not fit into this machine's memory
   */
  static long parameters(Map<String, long[]> shapes) {
    long parameters = 0;
    try {
      for (long[] shape : shapes.values()) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        parameters = Math.addExact(parameters, size);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("metadata: config: the network is too large", e);
    }
    long memory = memory();
    if (parameters > memory / Float.BYTES) {
      throw new IllegalArgumentException(
          "metadata: config: %d parameters do not fit into the %.1f GB of this machine"
              .formatted(parameters, memory / 1e9));
    }
    return parameters;
  }

  private static long memory() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
