package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;

/**
 * Euler's method in the noise level σ = √((1-ā)/ā) (Karras et al., 2022, "Elucidating the Design
 * Space of Diffusion-Based Generative Models", algorithm 1 without churn). Latents are clean +
 * σ·noise, so that they are scaled by 1/√(σ²+1) for the network. Linearly spaced timesteps are not
 * rounded to whole ones.
 */
public final class Euler implements Scheduler {

  private final SchedulerConfig config;
  private final NoiseSchedule schedule;

  /** A solver over this model's noise schedule. */
  public Euler(SchedulerConfig config) {
    this.config = config;
    this.schedule = NoiseSchedule.of(config);
  }

  @Override
  public double[] timesteps(int steps) {
    if (config.spacing().orElse(TimestepSpacing.LINSPACE) != TimestepSpacing.LINSPACE) {
      return Steps.toDoubles(Steps.plan(steps, config, TimestepSpacing.LINSPACE, 0));
    }
    Steps.check(steps, config);
    double[] timesteps = new double[steps];
    double stride = steps == 1 ? 0 : (config.trainTimesteps() - 1.0) / (steps - 1);
    for (int i = 0; i < steps; i++) {
      // The network is asked at 32-bit times.
      timesteps[i] = (float) ((steps - 1 - i) * stride);
    }
    return timesteps;
  }

  /** The noise levels √((1-ā)/ā) of a plan's timesteps and, last, 0. */
  public double[] sigmas(int steps) {
    return schedule.sigmas(timesteps(steps));
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new EulerWalk(timesteps(steps), first);
  }

  private final class EulerWalk extends Walk {

    private final double[] sigmas;

    EulerWalk(double[] plan, int first) {
      super(plan, first);
      this.sigmas = schedule.sigmas(plan);
    }

    /**
     * The first noise level. With leading timesteps, where it is not the model's highest, the
     * variance of an image is added, as diffusers does.
     */
    @Override
    public double noiseScale() {
      boolean leading = config.spacing().filter(TimestepSpacing.LEADING::equals).isPresent();
      return leading ? Math.sqrt(sigmas[0] * sigmas[0] + 1) : sigmas[0];
    }

    @Override
    public double inputScale() {
      return new NoiseLevel(sigmas[next()]).image();
    }

    @Override
    LinearCombination noising(int index) {
      return new LinearCombination(1, sigmas[index]);
    }

    @Override
    NDArray take(int index, NDArray latents, NDArray modelOutput) {
      double sigma = sigmas[index];
      double alphaCumprod = 1 / (sigma * sigma + 1);
      double change = sigmas[index + 1] - sigma;
      // The estimate of the noise is for scaled latents.
      LinearCombination noise = config.predictionType().noise(alphaCumprod);
      return latents
          .mul(1 + change * noise.ofFirst() * Math.sqrt(alphaCumprod))
          .addi(modelOutput.mul(change * noise.ofSecond()));
    }
  }
}
