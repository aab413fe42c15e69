package org.collapselab.diffusion.training;

/**
 * The loss or its gradients are no longer finite numbers; the weights were not updated with them.
 */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The run diverged at this step, counted from 1. */
  public DivergedException(int step, double loss, double gradientNorm) {
    super(
        "training diverged at step " + step + ": loss " + loss + ", gradient norm " + gradientNorm);
  }
}
