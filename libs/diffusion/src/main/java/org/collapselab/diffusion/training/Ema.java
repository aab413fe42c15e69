package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.TorchScript;

/**
 * An exponential moving average of parameters. The decay rises as in diffusers' {@code EMAModel}:
 * the first update copies, update k+1 uses min(decay, (1+k)/(10+k)).
 */
public final class Ema implements AutoCloseable {

  private final double decay;
  private final NDManager manager;
  private final Map<String, NDArray> averages = new LinkedHashMap<>();
  private final TorchScript.Arrays parameterList;
  private final TorchScript.Arrays averageList;
  private int updates;

  /**
   * An average that starts at the parameters.
   *
   * @param parameters the arrays to follow, at least one
   * @param decay the largest decay, less than 1
   */
  public Ema(Map<String, NDArray> parameters, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "EMA decay: expected at least 0 and less than 1, but was " + decay);
    }
    this.decay = decay;
    manager = parameters.values().iterator().next().getManager().newSubManager();
    parameters.forEach(
        (name, parameter) -> {
          NDArray average = Torch.withoutGradient(parameter::duplicate);
          average.attach(manager);
          averages.put(name, average);
        });
    parameterList = new TorchScript.Arrays(List.copyOf(parameters.values()));
    averageList = new TorchScript.Arrays(List.copyOf(averages.values()));
  }

  /**
   * Moves the average towards the parameters.
   *
   * @return the decay used
   */
  public double update() {
    double current = updates == 0 ? 0 : Math.min(decay, (1.0 + updates) / (10.0 + updates));
    updates++;
    Kernels.method("lerp")
        .arrays(averageList)
        .arrays(parameterList)
        .number(1 - current)
        .run(manager)
        .close();
    return current;
  }

  /** The averages, by the parameters' names. */
  public Map<String, NDArray> averages() {
    return Collections.unmodifiableMap(averages);
  }

  /** The number of updates so far. */
  public int updates() {
    return updates;
  }

  /** Says how many updates led to averages that were restored. */
  void restoreUpdates(int count) {
    updates = count;
  }

  @Override
  public void close() {
    parameterList.close();
    averageList.close();
    manager.close();
  }
}
