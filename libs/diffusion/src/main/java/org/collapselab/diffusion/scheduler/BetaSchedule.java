package org.collapselab.diffusion.scheduler;

/** How the variance added per training timestep grows from the first to the last. */
public enum BetaSchedule {
  /** Evenly spaced variances (Ho et al., 2020). */
  LINEAR("linear") {
    @Override
    double beta(double start, double end, double part) {
      return start + (end - start) * part;
    }
  },

  /** Squares of evenly spaced square roots, as in latent diffusion (Rombach et al., 2022). */
  SCALED_LINEAR("scaled_linear") {
    @Override
    double beta(double start, double end, double part) {
      double root = Math.sqrt(start) + (Math.sqrt(end) - Math.sqrt(start)) * part;
      return root * root;
    }
  };

  private final String id;

  BetaSchedule(String id) {
    this.id = id;
  }

  /** Its name in {@code scheduler_config.json}. */
  public String id() {
    return id;
  }

  /** The variance at {@code part} of the way, 0 for the first timestep and 1 for the last. */
  abstract double beta(double start, double end, double part);
}
