package org.collapselab.diffusion.scheduler;

/** Which of the training timesteps a sampler visits (Lin et al., 2024, table 2). */
public enum TimestepSpacing {
  /** Multiples of a whole stride from zero, moved by the steps offset. */
  LEADING("leading"),
  /** Evenly spaced with both ends. */
  LINSPACE("linspace"),
  /** Evenly spaced back from the last timestep. */
  TRAILING("trailing");

  private final String id;

  TimestepSpacing(String id) {
    this.id = id;
  }

  /** Its name in {@code scheduler_config.json}. */
  public String id() {
    return id;
  }

  /**
   * The timesteps in descending order.
   *
   * @param train the number of training timesteps
   * @param steps how many to visit
   * @param skipped how many more the grid has at its clean end, which are not visited
   * @param offset added to leading timesteps
   */
  int[] timesteps(int train, int steps, int skipped, int offset) {
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      int fromClean = steps - 1 - i + skipped;
      timesteps[i] =
          switch (this) {
            case LEADING -> fromClean * (train / (steps + skipped)) + offset;
            case LINSPACE -> linspace(train - 1, steps + skipped, fromClean);
            case TRAILING -> (int) Math.rint(train + i * trailingStep(train, steps)) - 1;
          };
    }
    return timesteps;
  }

  /** The difference of NumPy's arange: its rounding decides which way a half is rounded. */
  private static double trailingStep(int train, int steps) {
    return train - (double) train / steps - train;
  }

  private static int linspace(int last, int points, int index) {
    return points == 1 ? 0 : (int) Math.rint(index * ((double) last / (points - 1)));
  }
}
