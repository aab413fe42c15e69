package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network compiled for inference. The weights stay where they are: the generated method takes
 * them as an argument, so that eager training and compiled inference share one copy. Safe for use
 * by several threads. Keep the weights open for as long as the script.
 */
public final class Script implements AutoCloseable {

  private final NDManager manager;
  private final TorchScript script;
  private final TorchScript.Arrays parameters;
  private final int inputs;

  private Script(NDManager manager, TorchScript script, TorchScript.Arrays parameters, int inputs) {
    this.manager = manager;
    this.script = script;
    this.parameters = parameters;
    this.inputs = inputs;
  }

  /**
   * Compiles the network.
   *
   * @throws IllegalArgumentException if the weights lack a parameter or one has another shape
   */
  public static Script compile(Network network, Weights weights) {
    boolean cpu = !weights.manager().getDevice().isGpu();
    ScriptOps ops = new InferenceOps(weights::get, cpu);
    List<String> names = IntStream.range(0, network.inputs()).mapToObj(i -> "x" + i).toList();
    String output = network.forward(ops, names);
    StringBuilder method = new StringBuilder("  def forward(self: ");
    method.append(TorchScriptArchive.CLASS).append(", p: List[Tensor]");
    names.forEach(name -> method.append(", ").append(name).append(": Tensor"));
    method.append(") -> Tensor:\n").append(ops.body());
    method.append("    return ").append(output).append('\n');
    NDManager manager = weights.manager().newSubManager();
    return new Script(
        manager,
        Torch.load(manager, method.toString()),
        new TorchScript.Arrays(ops.parameters().stream().map(weights::get).toList()),
        network.inputs());
  }

  /**
   * Runs the network without gradients.
   *
   * @return the output, which belongs to the manager of the first input
   */
  public NDArray run(NDArray... arrays) {
    if (arrays.length != inputs) {
      throw new IllegalArgumentException(
          "expected " + inputs + " inputs, but got " + arrays.length);
    }
    TorchScript.Call call = script.method("forward").arrays(parameters);
    for (NDArray array : arrays) {
      call.array(array);
    }
    return call.run(arrays[0].getManager());
  }

  @Override
  public void close() {
    parameters.close();
    script.close();
    manager.close();
  }
}
