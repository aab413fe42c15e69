package org.collapselab.local.doctor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.collapselab.diffusion.nn.Torch;

/** The tensor engine. */
final class Engine {
  private static final int SIZE = 512;
  private static final int REPEATS = 20;

  private Engine() {}

  /** Loads the engine and multiplies matrices whose product is known. */
  static Finding examine() {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray ones = manager.ones(new Shape(SIZE, SIZE));
      float product = ones.matMul(ones).getFloat(0, 0);
      if (product != SIZE) {
        return Finding.wrong(
            "engine", "multiplies wrongly: %s, expected %d".formatted(product, SIZE));
      }
      long start = System.nanoTime();
      for (int i = 0; i < REPEATS; i++) {
        ones.matMul(ones).getFloat(0, 0);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double gflops = 2.0 * SIZE * SIZE * SIZE * REPEATS / seconds / 1e9;
      return Finding.ok(
          "engine",
          "multiplies matrices at %.0f GFLOP/s on %d threads".formatted(gflops, Torch.threads()));
    } catch (RuntimeException | LinkageError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Finding.wrong("engine", "does not load: " + cause);
    }
  }
}
