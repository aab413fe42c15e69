package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * DPM-Solver++(2M), the second-order multistep solver in its midpoint form (Lu et al., 2022,
 * "DPM-Solver++", algorithm 2). The first and the last step are of first order: before the first
 * there is no earlier estimate, and the last ends at no noise at all.
 */
public final class DpmSolverMultistep implements Scheduler {

  private final SchedulerConfig config;
  private final NoiseSchedule schedule;

  /** A solver over this model's noise schedule. */
  public DpmSolverMultistep(SchedulerConfig config) {
    this.config = config;
    this.schedule = NoiseSchedule.of(config);
  }

  @Override
  public double[] timesteps(int steps) {
    return Steps.toDoubles(Steps.plan(steps, config, TimestepSpacing.LINSPACE, 1));
  }

  /** The noise levels √((1-ā)/ā) of a plan's timesteps and, last, 0. */
  public double[] sigmas(int steps) {
    return schedule.sigmas(timesteps(steps));
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new SolverWalk(timesteps(steps), first);
  }

  private final class SolverWalk extends Walk {

    private final NoiseLevel[] levels;
    private NDArray earlierClean;

    SolverWalk(double[] plan, int first) {
      super(plan, first);
      this.levels =
          Arrays.stream(schedule.sigmas(plan)).mapToObj(NoiseLevel::new).toArray(NoiseLevel[]::new);
    }

    @Override
    LinearCombination noising(int index) {
      return new LinearCombination(levels[index].image(), levels[index].noise());
    }

    @Override
    NDArray take(int index, NDArray latents, NDArray modelOutput) {
      NoiseLevel now = levels[index];
      NoiseLevel then = levels[index + 1];
      double step = then.logSnr() - now.logSnr();
      double gain = -then.image() * Math.expm1(-step);
      NDArray clean =
          config.predictionType().clean(now.image() * now.image()).of(latents, modelOutput);
      NDArray target = clean;
      boolean ends = index + 2 == levels.length;
      if (taken() > 0 && !ends) {
        double ratio = (now.logSnr() - levels[index - 1].logSnr()) / step;
        double slope = 1 / (2 * ratio);
        target = clean.mul(1 + slope).subi(earlierClean.mul(slope));
      }
      earlierClean = clean;
      return latents.mul(then.noise() / now.noise()).addi(target.mul(gain));
    }
  }
}
