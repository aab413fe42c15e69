package org.collapselab.diffusion.scheduler;

/** How the variance added per training timestep grows from the first to the last. */
public enum BetaSchedule {
  /** Evenly spaced variances (Ho et al., 2020). */
  LINEAR("linear") {
    @Override
    double beta(double start, double end, int timestep, int timesteps) {
      return start + (end - start) * part(timestep, timesteps);
    }
  },

  /** Squares of evenly spaced square roots, as in latent diffusion (Rombach et al., 2022). */
  SCALED_LINEAR("scaled_linear") {
    @Override
    double beta(double start, double end, int timestep, int timesteps) {
      double root =
          Math.sqrt(start) + (Math.sqrt(end) - Math.sqrt(start)) * part(timestep, timesteps);
      return root * root;
    }
  },

  /**
   * Variances whose cumulative products follow a squared cosine (Nichol and Dhariwal, 2021,
   * equation 17); the two given variances have no effect.
   */
  SQUARED_COSINE("squaredcos_cap_v2") {
    @Override
    double beta(double start, double end, int timestep, int timesteps) {
      double before = squaredCosine((double) timestep / timesteps);
      double after = squaredCosine((timestep + 1.0) / timesteps);
      return Math.min(1 - after / before, LARGEST_COSINE_BETA);
    }
  };

  private static final double COSINE_OFFSET = 0.008;
  private static final double LARGEST_COSINE_BETA = 0.999;

  private final String id;

  BetaSchedule(String id) {
    this.id = id;
  }

  /** Its name in {@code scheduler_config.json}. */
  public String id() {
    return id;
  }

  /** The variance of a timestep, counted from 0, between those given for the first and the last. */
  abstract double beta(double start, double end, int timestep, int timesteps);

  private static double part(int timestep, int timesteps) {
    return timesteps == 1 ? 0 : (double) timestep / (timesteps - 1);
  }

  private static double squaredCosine(double time) {
    double cosine = Math.cos((time + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
    return cosine * cosine;
  }
}
