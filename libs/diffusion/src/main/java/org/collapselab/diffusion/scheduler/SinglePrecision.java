package org.collapselab.diffusion.scheduler;

/**
 * The noise schedule with the rounding of diffusers, which keeps it in 32-bit floats: spaced by
 * PyTorch's linspace, whose halves count from either end with fused products, and multiplied up in
 * double precision, as PyTorch's cumprod does on the CPU.
 */
final class SinglePrecision {

  private SinglePrecision() {}

  /** The cumulative products ā of 1 - beta, each a 32-bit float. */
  static double[] alphasCumprod(BetaSchedule betas, int timesteps, double start, double end) {
    double[] alphasCumprod = new double[timesteps];
    double product = 1;
    for (int t = 0; t < timesteps; t++) {
      product *= 1 - beta(betas, timesteps, start, end, t);
      alphasCumprod[t] = (float) product;
    }
    return alphasCumprod;
  }

  private static float beta(
      BetaSchedule betas, int timesteps, double start, double end, int timestep) {
    return switch (betas) {
      case LINEAR -> linspace((float) start, (float) end, timesteps, timestep);
      case SCALED_LINEAR -> {
        float root =
            linspace((float) Math.sqrt(start), (float) Math.sqrt(end), timesteps, timestep);
        yield root * root;
      }
      case SQUARED_COSINE -> (float) betas.beta(start, end, timestep, timesteps);
    };
  }

  private static float linspace(float start, float end, int points, int index) {
    if (points == 1) {
      return start;
    }
    double step = (end - start) / (points - 1);
    return (float) (index < points / 2 ? start + step * index : end - step * (points - 1 - index));
  }
}
