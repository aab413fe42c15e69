package org.collapselab.local.cost;

import org.collapselab.contracts.spec.Cost;
import org.collapselab.contracts.spec.ExperimentSpec;

/**
 * The computation of an experiment, as far as it is the U-Net's; the rest is small beside it.
 *
 * @param parameters of the U-Net
 * @param samplingOperations floating-point operations to generate images
 * @param trainingOperations floating-point operations to train; going back takes two times as many
 *     as going forward
 * @param trainingBytes of weights, gradients, both of Adam's moments and the moving average of the
 *     weights, if there is one; activations come on top
 */
record Computation(
    long parameters, double samplingOperations, double trainingOperations, long trainingBytes) {
  private static final int COPIES = 4;

  static Computation of(ExperimentSpec spec, Architecture model, Cost cost) {
    double forward = 2.0 * model.multiplyAccumulates(spec.generation());
    long parameters = model.parameters();
    int copies = spec.training().emaDecay() > 0 ? COPIES + 1 : COPIES;
    return new Computation(
        parameters,
        forward * cost.samplingPasses(),
        3 * forward * cost.trainingPasses(),
        parameters * Float.BYTES * copies);
  }

  double operations() {
    return samplingOperations + trainingOperations;
  }

  /** Hours it takes a machine. */
  double hoursAt(double operationsPerSecond) {
    return operations() / operationsPerSecond / 3600;
  }
}
