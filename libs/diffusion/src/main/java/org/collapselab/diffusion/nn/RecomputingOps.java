package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Gradient checkpointing (Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016): of a
 * forward pass only what flows between the segments is kept; the backward pass computes a segment
 * again when its turn comes. Results and gradients are those of {@link EagerOps}, bit for bit. One
 * object serves one pass, in which every operation is part of a segment.
 */
public final class RecomputingOps extends EagerOps {

  private final NDManager manager;
  private final List<Done> tape = new ArrayList<>();
  private boolean inSegment;

  /** Whether the segment that was computed last has a parameter that is trained. */
  private boolean trained;

  /**
   * A pass.
   *
   * @param manager owns what flows between the segments
   */
  public RecomputingOps(Weights weights, Precision precision, NDManager manager) {
    super(weights, precision);
    this.manager = manager;
  }

  @Override
  public NDArray parameter(String name, long... shape) {
    NDArray parameter = super.parameter(name, shape);
    trained |= parameter.hasGradient();
    return parameter;
  }

  @Override
  public NDArray segment(List<NDArray> inputs, Segment<NDArray> segment) {
    try (NDManager inside = manager.newSubManager()) {
      List<NDArray> given = inputs.stream().map(input -> detached(input, inside)).toList();
      NDArray output = Torch.withoutGradient(() -> inSegment(segment, given));
      output.attach(manager);
      tape.add(new Done(inputs, segment, output));
      return output;
    }
  }

  /**
   * Adds to the gradients of the weights what a gradient of the last segment's output makes of
   * them. It may be called once.
   *
   * @param gradient of the output's shape; closed
   */
  public void backward(NDArray gradient) {
    Set<NDArray> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    tape.forEach(done -> outputs.add(done.output));
    IdentityHashMap<NDArray, NDArray> gradients = new IdentityHashMap<>();
    gradients.put(tape.get(tape.size() - 1).output, gradient);
    for (int i = tape.size() - 1; i >= 0; i--) {
      Done done = tape.get(i);
      try (NDArray upstream = gradients.remove(done.output);
          NDManager inside = manager.newSubManager()) {
        if (upstream != null) {
          backward(done, upstream, outputs, gradients, inside);
        }
      }
      done.output.close();
    }
  }

  /** Moves the gradients on from a segment's output to its inputs. */
  private void backward(
      Done done,
      NDArray upstream,
      Set<NDArray> outputs,
      IdentityHashMap<NDArray, NDArray> gradients,
      NDManager inside) {
    List<NDArray> given = new ArrayList<>();
    for (NDArray input : done.inputs) {
      NDArray leaf = detached(input, inside);
      leaf.setRequiresGradient(outputs.contains(input));
      given.add(leaf);
    }
    Torch.withGradient(
        () -> {
          NDArray pull = pull(inSegment(done.segment, given), upstream);
          // The engine goes back through what was computed last first. So the gradients that later
          // segments left for an input are there before this segment's, as without segments, and
          // all sums are rounded alike.
          for (int i = 0; i < given.size(); i++) {
            NDArray left = gradients.get(done.inputs.get(i));
            if (left != null) {
              pull = pull.add(pull(given.get(i), left));
            }
          }
          // The engine refuses to go back through what no gradient is wanted of.
          if (trained || given.stream().anyMatch(NDArray::hasGradient)) {
            Torch.backward(pull);
          }
          return pull;
        });
    for (int i = 0; i < given.size(); i++) {
      NDArray input = done.inputs.get(i);
      if (outputs.contains(input)) {
        NDArray gradient = given.get(i).getGradient();
        gradient.attach(manager);
        NDArray left = gradients.put(input, gradient);
        if (left != null) {
          left.close();
        }
      }
    }
  }

  /** A 32-bit number of which an array has the given gradient. */
  private static NDArray pull(NDArray array, NDArray gradient) {
    // The factor's 32 bits make the product one of 32 bits; the engine's interface has no others.
    return array.mul(gradient).sum().mul(array.getManager().create(1f));
  }

  private NDArray inSegment(Segment<NDArray> segment, List<NDArray> inputs) {
    inSegment = true;
    trained = false;
    try {
      return segment.of(inputs);
    } finally {
      inSegment = false;
    }
  }

  /** The same values, from where no gradient flows on. */
  private static NDArray detached(NDArray array, NDManager owner) {
    NDArray detached = array.stopGradient();
    detached.attach(owner);
    return detached;
  }

  @Override
  NDArray run(String operation, Function<ScriptOps, String> expression, NDArray... arrays) {
    if (!inSegment) {
      throw new IllegalStateException(operation + ": not part of a segment of the network");
    }
    return super.run(operation, expression, arrays);
  }

  private record Done(List<NDArray> inputs, Segment<NDArray> segment, NDArray output) {}
}
