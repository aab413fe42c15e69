package org.collapselab.diffusion.scheduler;

import java.util.Arrays;

/** Which timesteps a plan of a number of steps visits. */
final class Steps {

  private Steps() {}

  /**
   * The timesteps a scheduler visits.
   *
   * @param absent the scheduler's own spacing
   * @param skipped how many more the grid has at its clean end
   * @throws IllegalArgumentException if the steps are not from 1 to the number of training
   *     timesteps, or the offset moves them beyond the last
   */
  static int[] plan(int steps, SchedulerConfig config, TimestepSpacing absent, int skipped) {
    int last = config.trainTimesteps() - 1;
    check(steps, config);
    int[] plan =
        config
            .spacing()
            .orElse(absent)
            .timesteps(config.trainTimesteps(), steps, skipped, config.stepsOffset());
    if (plan[0] > last) {
      throw new IllegalArgumentException(
          "steps: %d of them with steps_offset %d begin at timestep %d, but the last is %d"
              .formatted(steps, config.stepsOffset(), plan[0], last));
    }
    return plan;
  }

  static void check(int steps, SchedulerConfig config) {
    if (steps < 1 || steps > config.trainTimesteps()) {
      throw new IllegalArgumentException(
          "steps: expected 1 to " + config.trainTimesteps() + ", was " + steps);
    }
  }

  static double[] toDoubles(int[] timesteps) {
    return Arrays.stream(timesteps).asDoubleStream().toArray();
  }
}
