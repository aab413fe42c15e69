package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Denoising diffusion implicit models (Song, Meng and Ermon, 2021), equation 12. Eta scales the
 * fresh noise of each step: 0 is deterministic, 1 has the variance of ancestral sampling.
 */
public final class Ddim implements Scheduler {

  private final SchedulerConfig config;
  private final NoiseSchedule schedule;
  private final double eta;

  /**
   * A DDIM scheduler.
   *
   * @throws IllegalArgumentException if eta is outside [0, 1]
   */
  public Ddim(SchedulerConfig config, double eta) {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta: expected 0 to 1, was " + eta);
    }
    this.config = config;
    this.schedule = NoiseSchedule.of(config);
    this.eta = eta;
  }

  @Override
  public double[] timesteps(int steps) {
    return Steps.toDoubles(plan(steps));
  }

  private int[] plan(int steps) {
    return Steps.plan(steps, config, TimestepSpacing.LEADING, 0);
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new Walk(plan(steps), first, noise);
  }

  private final class Walk implements Denoising {

    private final int[] plan;
    private final int first;
    private final StepNoise noise;
    private int next;

    Walk(int[] plan, int first, StepNoise noise) {
      this.plan = plan;
      this.first = Steps.checkFirst(first, plan.length);
      this.noise = noise;
      this.next = first;
    }

    @Override
    public double[] timesteps() {
      return Steps.toDoubles(Arrays.copyOfRange(plan, first, plan.length));
    }

    @Override
    public NDArray noisy(NDArray clean, NDArray noise) {
      double alphaCumprod = schedule.alphaCumprod(plan[first]);
      return clean.mul(Math.sqrt(alphaCumprod)).addi(noise.mul(Math.sqrt(1 - alphaCumprod)));
    }

    @Override
    public NDArray step(NDArray latents, NDArray modelOutput) {
      Steps.checkLeft(next, plan.length);
      int timestep = plan[next];
      double now = schedule.alphaCumprod(timestep);
      double then = alphaCumprodAfter(timestep);
      double deviation = eta * Math.sqrt((1 - then) / (1 - now) * (1 - now / then));
      double direction = Math.sqrt(1 - then - deviation * deviation);
      LinearEstimate clean = config.predictionType().clean(now);
      LinearEstimate towardsNoise = config.predictionType().noise(now).scale(direction);

      NDArray previous;
      if (config.clipSample()) {
        double range = config.clipSampleRange();
        previous =
            clean
                .of(latents, modelOutput)
                .clip(-range, range)
                .muli(Math.sqrt(then))
                .addi(towardsNoise.of(latents, modelOutput));
      } else {
        previous = clean.scale(Math.sqrt(then)).plus(towardsNoise).of(latents, modelOutput);
      }
      if (deviation > 0) {
        previous.addi(noise.at(next).mul(deviation));
      }
      next++;
      return previous;
    }

    private double alphaCumprodAfter(int timestep) {
      int after = timestep - config.trainTimesteps() / plan.length;
      if (after >= 0) {
        return schedule.alphaCumprod(after);
      }
      return config.setAlphaToOne().orElse(true) ? 1 : schedule.alphaCumprod(0);
    }
  }
}
