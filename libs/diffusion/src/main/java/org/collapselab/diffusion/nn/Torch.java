package org.collapselab.diffusion.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The PyTorch engine: devices, threads, gradient mode, the backward pass and the loading of
 * scripts. With {@link TorchScript}, the only place that knows the engine's internals. Every method
 * may be called from any thread; the gradient mode is a property of the calling thread.
 */
public final class Torch {

  private static final Engine ENGINE = Engine.getEngine("PyTorch");

  private Torch() {}

  /**
   * A root manager on a device; close it to free every array made with it.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IllegalArgumentException if the name is not a device or the machine has no such device
   */
  public static NDManager newManager(String device) {
    return ENGINE.newBaseManager(device(device));
  }

  /** A root manager on a device. */
  static NDManager newManager(Device device) {
    return ENGINE.newBaseManager(device);
  }

  /**
   * The device of this name.
   *
   * @param name {@code auto} (the first GPU if there is one, else the CPU), {@code cpu}, {@code
   *     cuda} or {@code cuda:N}
   * @throws IllegalArgumentException if the name is not a device or the machine has no such device
   */
  public static Device device(String name) {
    return new DeviceChoice(ENGINE.hasCapability(StandardCapabilities.CUDA), ENGINE.getGpuCount())
        .of(name);
  }

  /** The number of threads one operation may use on the CPU. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }

  /** Sets the number of threads one operation may use on the CPU, for the whole process. */
  public static void setThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /** Runs the action with gradients recorded, and restores the thread's mode. */
  public static <R> R withGradient(Supplier<R> action) {
    return inGradientMode(true, action);
  }

  /** Runs the action with no gradients recorded, and restores the thread's mode. */
  public static <R> R withoutGradient(Supplier<R> action) {
    return inGradientMode(false, action);
  }

  private static <R> R inGradientMode(boolean enabled, Supplier<R> action) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(enabled);
    try {
      return action.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Adds the gradients of a scalar loss to those of the arrays that require them. */
  public static void backward(NDArray loss) {
    try (NDArray one = loss.onesLike()) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    }
  }

  /**
   * Loads TorchScript methods.
   *
   * @param manager owns the script
   * @param methods definitions indented by two spaces, {@code self} of type {@link
   *     TorchScript#SELF}
   * @throws IllegalStateException if the engine cannot parse them
   */
  public static TorchScript load(NDManager manager, String methods) {
    try {
      return new TorchScript(
          JniUtils.loadModule(
              (PtNDManager) manager,
              new ByteArrayInputStream(TorchScriptArchive.of(methods)),
              false,
              false));
    } catch (IOException e) {
      throw new IllegalStateException("the engine refused a generated script", e);
    }
  }
}
