package org.collapselab.diffusion.training;

/**
 * Clipping by the global norm (Pascanu et al., 2013): gradients longer than the bound are shortened
 * to it, all by the same factor.
 *
 * @param maxNorm the bound
 */
public record GradientClip(double maxNorm) {

  /** Added to the norm, as PyTorch does. */
  private static final float EPSILON = 1e-6f;

  /**
   * A clip at this norm.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public GradientClip {
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("gradient clip: expected more than 0, but was " + maxNorm);
    }
  }

  /**
   * Clips the gradients in place.
   *
   * @return their norm before
   */
  public double apply(Gradients gradients) {
    double norm = gradients.norm();
    float factor = (float) maxNorm / ((float) norm + EPSILON);
    if (factor < 1) {
      gradients.multiply(factor);
    }
    return norm;
  }
}
