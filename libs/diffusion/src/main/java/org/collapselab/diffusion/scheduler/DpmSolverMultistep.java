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
    return Steps.toDoubles(plan(steps));
  }

  private int[] plan(int steps) {
    return Steps.plan(steps, config, TimestepSpacing.LINSPACE, 1);
  }

  /** The noise levels √((1-ā)/ā) of a plan's timesteps and, last, 0. */
  public double[] sigmas(int steps) {
    return sigmas(plan(steps));
  }

  private double[] sigmas(int[] timesteps) {
    double[] sigmas = new double[timesteps.length + 1];
    for (int i = 0; i < timesteps.length; i++) {
      sigmas[i] = schedule.sigma(timesteps[i]);
    }
    return sigmas;
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new Walk(plan(steps), first);
  }

  private final class Walk implements Denoising {

    private final int[] plan;
    private final int first;
    private final Level[] levels;
    private int next;
    private NDArray earlierClean;

    Walk(int[] plan, int first) {
      this.plan = plan;
      this.first = Steps.checkFirst(first, plan.length);
      this.levels = Arrays.stream(sigmas(plan)).mapToObj(Level::new).toArray(Level[]::new);
      this.next = first;
    }

    @Override
    public double[] timesteps() {
      return Steps.toDoubles(Arrays.copyOfRange(plan, first, plan.length));
    }

    @Override
    public NDArray noisy(NDArray clean, NDArray noise) {
      Level level = levels[first];
      return clean.mul(level.image()).addi(noise.mul(level.noise()));
    }

    @Override
    public NDArray step(NDArray latents, NDArray modelOutput) {
      Steps.checkLeft(next, plan.length);
      Level now = levels[next];
      Level then = levels[next + 1];
      double step = then.logSnr() - now.logSnr();
      double gain = -then.image() * Math.expm1(-step);
      NDArray clean =
          config.predictionType().clean(now.image() * now.image()).of(latents, modelOutput);
      NDArray target = clean;
      if (next > first && next < plan.length - 1) {
        double ratio = (now.logSnr() - levels[next - 1].logSnr()) / step;
        double slope = 1 / (2 * ratio);
        target = clean.mul(1 + slope).subi(earlierClean.mul(slope));
      }
      earlierClean = clean;
      next++;
      return latents.mul(then.noise() / now.noise()).addi(target.mul(gain));
    }
  }

  /** A noise level σ: image and noise are scaled by 1/√(σ²+1) and σ/√(σ²+1). */
  private record Level(double sigma) {

    double image() {
      return 1 / Math.sqrt(sigma * sigma + 1);
    }

    double noise() {
      return sigma * image();
    }

    /** Half the logarithm of the signal-to-noise ratio, the paper's λ; infinite without noise. */
    double logSnr() {
      return -Math.log(sigma);
    }
  }
}
