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
  public int[] timesteps(int steps) {
    Steps.check(steps, config);
    return config
        .spacing()
        .orElse(TimestepSpacing.LINSPACE)
        .timesteps(config.trainTimesteps(), steps, 1, config.stepsOffset());
  }

  /** The noise levels √((1-ā)/ā) of a plan's timesteps and, last, 0. */
  double[] sigmas(int[] timesteps) {
    double[] sigmas = new double[timesteps.length + 1];
    for (int i = 0; i < timesteps.length; i++) {
      sigmas[i] = schedule.sigma(timesteps[i]);
    }
    return sigmas;
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new Walk(timesteps(steps), first);
  }

  private final class Walk implements Denoising {

    private final int[] plan;
    private final int first;
    private final Level[] levels;
    private int next;
    private NDArray earlierClean;

    Walk(int[] plan, int first) {
      this.plan = plan;
      this.first = Steps.checkFirst(first, plan);
      this.levels = Arrays.stream(sigmas(plan)).mapToObj(Level::new).toArray(Level[]::new);
      this.next = first;
    }

    @Override
    public int[] timesteps() {
      return Arrays.copyOfRange(plan, first, plan.length);
    }

    @Override
    public NDArray noisy(NDArray clean, NDArray noise) {
      Level level = levels[first];
      return clean.mul(level.image()).addi(noise.mul(level.noise()));
    }

    @Override
    public NDArray step(NDArray latents, NDArray modelOutput) {
      Steps.checkLeft(next, plan);
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
