package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/** A loaded script whose methods can be called, with or without gradients. */
public final class TorchScript implements AutoCloseable {

  /** The type of {@code self} in the text of a method. */
  public static final String SELF = TorchScriptArchive.CLASS;

  private final PtSymbolBlock module;

  TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Calls {@code forward} in the thread's gradient mode. The arrays must have no names, because the
   * engine gives names a meaning. The result belongs to the manager of the first one.
   */
  public NDArray forward(NDArray... inputs) {
    interpret();
    return IValueUtils.forward(module, new NDList(inputs), true).singletonOrThrow();
  }

  /** Starts a call of a method without gradients; it may change its arguments in place. */
  public Call method(String name) {
    return new Call(name);
  }

  @Override
  public void close() {
    module.close();
  }

  /**
   * Keeps the executor from profiling and specialising: the kernels do the work here, and the
   * specialised plans only grow the resident set. The setting is the thread's own.
   */
  private static void interpret() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** A list of arrays that many calls share. */
  public static final class Arrays implements AutoCloseable {

    private final IValue value;

    /** The arrays in this order; the tensors behind them live at least as long as the list. */
    public Arrays(List<NDArray> arrays) {
      value = IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    @Override
    public void close() {
      value.close();
    }
  }

  /** The arguments of one call, in the order of the method's signature. */
  public final class Call {

    private final String method;
    private final List<IValue> arguments = new ArrayList<>();
    private final List<IValue> owned = new ArrayList<>();

    private Call(String method) {
      this.method = method;
    }

    /** Adds an array. */
    public Call array(NDArray array) {
      return own(IValue.from((PtNDArray) array));
    }

    /** Adds a list of arrays. */
    public Call arrays(Arrays arrays) {
      arguments.add(arrays.value);
      return this;
    }

    /** Adds a number. */
    public Call number(double number) {
      return own(IValue.from(number));
    }

    /** Runs the method; the result belongs to the manager. */
    public NDArray run(NDManager manager) {
      interpret();
      try (IValue result =
          IValueUtils.runMethod(module, method, arguments.toArray(IValue[]::new))) {
        try (NDArray inference = result.toTensor((PtNDManager) manager)) {
          // A tensor made in inference mode may not enter autograd or be changed in place.
          return inference.duplicate();
        }
      } finally {
        owned.forEach(IValue::close);
      }
    }

    private Call own(IValue value) {
      owned.add(value);
      arguments.add(value);
      return this;
    }
  }
}
