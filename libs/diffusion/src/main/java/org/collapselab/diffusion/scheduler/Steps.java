package org.collapselab.diffusion.scheduler;

/** The bounds every walk keeps to. */
final class Steps {

  private Steps() {}

  static void check(int steps, SchedulerConfig config) {
    if (steps < 1 || steps > config.trainTimesteps()) {
      throw new IllegalArgumentException(
          "steps: expected 1 to " + config.trainTimesteps() + ", was " + steps);
    }
  }

  static int checkFirst(int first, int[] plan) {
    if (first < 0 || first >= plan.length) {
      throw new IllegalArgumentException(
          "first step: expected 0 to " + (plan.length - 1) + ", was " + first);
    }
    return first;
  }

  static void checkLeft(int next, int[] plan) {
    if (next >= plan.length) {
      throw new IllegalStateException("all " + plan.length + " steps were taken");
    }
  }
}
