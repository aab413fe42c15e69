package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.nn.TorchScript;

/**
 * The gradients of one backward pass. The engine adds to a parameter's gradient until it is set to
 * zero, so {@link #zero} ends every step.
 */
public final class Gradients implements AutoCloseable {

  private final NDManager manager;
  private final List<NDArray> arrays = new ArrayList<>();
  private final TorchScript.Arrays list;

  private Gradients(List<NDArray> parameters) {
    manager = parameters.get(0).getManager().newSubManager();
    for (NDArray parameter : parameters) {
      NDArray gradient = parameter.getGradient();
      gradient.attach(manager);
      arrays.add(gradient);
    }
    list = new TorchScript.Arrays(arrays);
  }

  /** The gradients of parameters that require them, in the same order. */
  public static Gradients of(List<NDArray> parameters) {
    return new Gradients(parameters);
  }

  /** The gradients, in the order of the parameters. */
  public List<NDArray> arrays() {
    return List.copyOf(arrays);
  }

  /** The Euclidean norm of all gradients together. */
  public double norm() {
    try (NDArray norm = Kernels.method("norm").arrays(list).run(manager)) {
      return norm.getFloat();
    }
  }

  /** Multiplies all gradients with a factor, in place. */
  void multiply(float factor) {
    try (NDArray scalar = manager.create(factor)) {
      Kernels.method("multiply").arrays(list).array(scalar).run(manager).close();
    }
  }

  /** Sets all gradients to zero. */
  public void zero() {
    Kernels.method("zero").arrays(list).run(manager).close();
  }

  TorchScript.Arrays list() {
    return list;
  }

  /** Lets go of the gradients; the engine keeps their memory for the next step. */
  @Override
  public void close() {
    list.close();
    manager.close();
  }
}
