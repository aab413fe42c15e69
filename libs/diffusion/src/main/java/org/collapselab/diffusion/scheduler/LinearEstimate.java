package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

/** {@code ofSample·sample + ofOutput·output}, output being the network's. */
record LinearEstimate(double ofSample, double ofOutput) {

  LinearEstimate scale(double factor) {
    return new LinearEstimate(ofSample * factor, ofOutput * factor);
  }

  LinearEstimate plus(LinearEstimate other) {
    return new LinearEstimate(ofSample + other.ofSample, ofOutput + other.ofOutput);
  }

  NDArray of(NDArray sample, NDArray output) {
    return sample.mul(ofSample).addi(output.mul(ofOutput));
  }
}
