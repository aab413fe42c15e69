package org.collapselab.diffusion.nn;

/** The numbers a network computes with. Weights, their gradients and the loss are always FP32. */
public enum Precision {
  /** 32-bit floats. */
  FP32,
  /**
   * 16-bit floats with 8 bits of exponent (bfloat16): parameters and activations are rounded to
   * them on the way into every operation, sums inside an operation stay 32 bits long.
   */
  BF16
}
