package org.collapselab.diffusion.golden;

import java.io.IOException;
import org.collapselab.diffusion.scheduler.DpmSolverMultistep;
import org.collapselab.diffusion.scheduler.Euler;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.Scheduler;

/**
 * Compares timesteps, exactly, and noise levels. Noise levels are stored as the library has them,
 * from a running product in single precision; the bound of its error, carried on to the level, is
 * the tolerance.
 */
final class SchedulerPlans {

  /** Half a unit in the last place of a 32-bit float at 1. */
  static final double SINGLE = 0x1p-24;

  private final SchedulerFactory factory;
  private final NoiseSchedule schedule;
  private final Comparisons comparisons;

  SchedulerPlans(SchedulerFactory factory, NoiseSchedule schedule, Comparisons comparisons) {
    this.factory = factory;
    this.schedule = schedule;
    this.comparisons = comparisons;
  }

  void timesteps(SchedulerTensor tensor) throws IOException {
    comparisons.tensor(tensor.name(), factory.make(tensor).timesteps(tensor.steps()), 0);
  }

  void sigmas(SchedulerTensor tensor) throws IOException {
    Scheduler scheduler = factory.make(tensor);
    double[] sigmas;
    if (scheduler instanceof Euler euler) {
      sigmas = euler.sigmas(tensor.steps());
    } else if (scheduler instanceof DpmSolverMultistep solver) {
      sigmas = solver.sigmas(tensor.steps());
    } else {
      comparisons.notChecked(tensor.name(), "this scheduler has no noise levels");
      return;
    }
    double[] timesteps = scheduler.timesteps(tensor.steps());
    double[] tolerances = new double[sigmas.length];
    for (int i = 0; i < timesteps.length; i++) {
      tolerances[i] = tolerance(timesteps[i]);
    }
    comparisons.tensor(tensor.name(), sigmas, tolerances);
  }

  void noiseScale(SchedulerTensor tensor) throws IOException {
    Scheduler scheduler = factory.make(tensor);
    double scale = scheduler.begin(tensor.steps(), 0, SchedulerWalks.NO_NOISE).noiseScale();
    double first = scheduler.timesteps(tensor.steps())[0];
    comparisons.tensor(tensor.name(), new double[] {scale}, scale == 1 ? 0 : tolerance(first));
  }

  /** σ = √(1/ā - 1), so that its error is ā's relative one, 3(t+1) roundings, over 2āσ. */
  private double tolerance(double timestep) {
    double sigma = schedule.sigma(timestep);
    double alphaCumprod = 1 / (sigma * sigma + 1);
    double relative = 3 * (Math.ceil(timestep) + 1) * SINGLE;
    return relative / (2 * alphaCumprod * sigma) + sigma * SINGLE;
  }
}
