package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

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
    return new DdimWalk(plan(steps), first, noise);
  }

  private final class DdimWalk extends Walk {

    private final int[] plan;
    private final StepNoise noise;

    DdimWalk(int[] plan, int first, StepNoise noise) {
      super(Steps.toDoubles(plan), first);
      this.plan = plan;
      this.noise = noise;
    }

    @Override
    LinearCombination noising(int index) {
      return schedule.noising(plan[index]);
    }

    @Override
    NDArray take(int index, NDArray latents, NDArray modelOutput) {
      double now = schedule.alphaCumprod(plan[index]);
      double then = alphaCumprodAfter(plan[index]);
      double deviation = eta * Math.sqrt((1 - then) / (1 - now) * (1 - now / then));
      double direction = Math.sqrt(1 - then - deviation * deviation);
      LinearCombination clean = config.predictionType().clean(now);
      LinearCombination towardsNoise = config.predictionType().noise(now).scale(direction);

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
        previous.addi(noise.at(index).mul(deviation));
      }
      return previous;
    }

    private double alphaCumprodAfter(int timestep) {
      int after = timestep - config.trainTimesteps() / plan.length;
      return schedule.alphaCumprod(after, config.setAlphaToOne().orElse(true));
    }
  }
}
