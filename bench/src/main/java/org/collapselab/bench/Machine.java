package org.collapselab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.diffusion.nn.Torch;

/** What the machine gives, and what this process takes of it. */
final class Machine {

  private static final int SIZE = 2048;
  private static final int PRODUCTS = 9;

  private Machine() {}

  /** Floating-point operations a second of the fastest of some products of large matrices. */
  static double sgemm() {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray left = manager.randomNormal(new Shape(SIZE, SIZE));
      NDArray right = manager.randomNormal(new Shape(SIZE, SIZE));
      Timing product = Timing.of(() -> left.matMul(right).close(), PRODUCTS);
      return 2 * Math.pow(SIZE, 3) / product.least();
    }
  }

  /** The most memory this process has had in its resident set, in bytes. */
  static long peakResidentBytes() {
    return status("VmHWM");
  }

  private static long status(String field) {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("/proc/self/status cannot be read", e);
    }
  }
}
