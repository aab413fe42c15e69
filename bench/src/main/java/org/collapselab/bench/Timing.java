package org.collapselab.bench;

import java.util.Arrays;

/**
 * How long something takes, in seconds.
 *
 * @param median of the repeats after the first few
 * @param least the fastest of them
 */
record Timing(double median, double least) {

  private static final int WARM_UP = 3;

  static Timing of(Runnable action, int repeats) {
    for (int i = 0; i < WARM_UP; i++) {
      action.run();
    }
    double[] seconds = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      action.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return new Timing(seconds[repeats / 2], seconds[0]);
  }
}
