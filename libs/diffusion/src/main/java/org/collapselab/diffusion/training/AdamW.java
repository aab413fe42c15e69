package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.TorchScript;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization",
 * 2019, algorithm 2), one fused update for all parameters, with PyTorch's numerics.
 */
public final class AdamW implements AutoCloseable {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final NDManager manager;
  private final double weightDecay;
  private final Map<String, NDArray> first = new LinkedHashMap<>();
  private final Map<String, NDArray> second = new LinkedHashMap<>();
  private final TorchScript.Arrays parameterList;
  private final TorchScript.Arrays firstList;
  private final TorchScript.Arrays secondList;
  private final TorchScript.Arrays stepList;
  private int steps;

  /**
   * An optimiser with zero moments.
   *
   * @param parameters the arrays to update, at least one
   */
  public AdamW(Map<String, NDArray> parameters, double weightDecay) {
    this.weightDecay = weightDecay;
    manager = parameters.values().iterator().next().getManager().newSubManager();
    parameters.forEach(
        (name, parameter) -> {
          first.put(name, manager.zeros(parameter.getShape()));
          second.put(name, manager.zeros(parameter.getShape()));
        });
    parameterList = new TorchScript.Arrays(List.copyOf(parameters.values()));
    firstList = new TorchScript.Arrays(List.copyOf(first.values()));
    secondList = new TorchScript.Arrays(List.copyOf(second.values()));
    NDArray step = manager.zeros(new Shape());
    stepList = new TorchScript.Arrays(Collections.nCopies(first.size(), step));
  }

  /** Updates the parameters. */
  public void step(Gradients gradients, double learningRate) {
    steps++;
    Kernels.method("adamw")
        .arrays(parameterList)
        .arrays(gradients.list())
        .arrays(firstList)
        .arrays(secondList)
        .arrays(stepList)
        .number(steps)
        .number(learningRate)
        .number(weightDecay)
        .number(BETA1)
        .number(BETA2)
        .number(EPSILON)
        .run(manager)
        .close();
  }

  /** The number of updates so far. */
  public int steps() {
    return steps;
  }

  /** The first moments, by the parameters' names. */
  Map<String, NDArray> firstMoments() {
    return first;
  }

  /** The second moments, by the parameters' names. */
  Map<String, NDArray> secondMoments() {
    return second;
  }

  /** Says how many updates led to moments that were restored. */
  void restoreSteps(int count) {
    steps = count;
  }

  @Override
  public void close() {
    List.of(parameterList, firstList, secondList, stepList).forEach(TorchScript.Arrays::close);
    manager.close();
  }
}
