package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;

/**
 * How much of a clean image is left at each training timestep: the cumulative products ā of 1 -
 * beta (Ho et al., 2020, equation 4), in double precision.
 */
public final class NoiseSchedule {

  private final double[] alphasCumprod;

  private NoiseSchedule(double[] alphasCumprod) {
    this.alphasCumprod = alphasCumprod;
  }

  /** The schedule these settings describe. */
  public static NoiseSchedule of(SchedulerConfig config) {
    return of(config.betaSchedule(), config.trainTimesteps(), config.betaStart(), config.betaEnd());
  }

  /** The schedule of the given number of timesteps between two variances. */
  public static NoiseSchedule of(BetaSchedule betas, int timesteps, double start, double end) {
    double[] alphasCumprod = new double[timesteps];
    double product = 1;
    for (int t = 0; t < timesteps; t++) {
      product *= 1 - betas.beta(start, end, t, timesteps);
      alphasCumprod[t] = product;
    }
    return new NoiseSchedule(alphasCumprod);
  }

  /**
   * The schedule these settings describe as diffusers keeps it, rounded to 32-bit floats. It
   * differs from {@link #of(SchedulerConfig)} by less than rounding of the latents does.
   */
  public static NoiseSchedule rounded(SchedulerConfig config) {
    return new NoiseSchedule(
        SinglePrecision.alphasCumprod(
            config.betaSchedule(), config.trainTimesteps(), config.betaStart(), config.betaEnd()));
  }

  /** The number of training timesteps. */
  public int timesteps() {
    return alphasCumprod.length;
  }

  /** ā at a timestep. */
  public double alphaCumprod(int timestep) {
    return alphasCumprod[timestep];
  }

  /**
   * ā at a timestep, or beyond the clean end.
   *
   * @param timestep negative beyond it
   * @param cleanEnd whether ā is 1 there, and not that of the first timestep
   */
  double alphaCumprod(int timestep, boolean cleanEnd) {
    if (timestep >= 0) {
      return alphaCumprod(timestep);
    }
    return cleanEnd ? 1 : alphaCumprod(0);
  }

  /** The ratio √((1-ā)/ā) of noise to image at a timestep. */
  public double sigma(int timestep) {
    double alphaCumprod = alphasCumprod[timestep];
    return Math.sqrt((1 - alphaCumprod) / alphaCumprod);
  }

  /** The ratio of noise to image at a time between two timesteps, interpolated linearly. */
  public double sigma(double time) {
    int before = (int) time;
    double part = time - before;
    return part == 0 ? sigma(before) : sigma(before) * (1 - part) + sigma(before + 1) * part;
  }

  /** The {@link #sigma(double) ratios} at these times and, last, 0. */
  double[] sigmas(double[] times) {
    double[] sigmas = new double[times.length + 1];
    for (int i = 0; i < times.length; i++) {
      sigmas[i] = sigma(times[i]);
    }
    return sigmas;
  }

  /** The noisy image √ā·clean + √(1-ā)·noise at a timestep, of clean image and noise. */
  LinearCombination noising(int timestep) {
    double alphaCumprod = alphasCumprod[timestep];
    return new LinearCombination(Math.sqrt(alphaCumprod), Math.sqrt(1 - alphaCumprod));
  }

  /**
   * The noisy images √ā·clean + √(1-ā)·noise.
   *
   * @param clean images or latents [B,C,H,W]
   * @param noise standard normal noise [B,C,H,W]
   * @param timesteps one for each of the B
   */
  public NDArray addNoise(NDArray clean, NDArray noise, int[] timesteps) {
    return mix(clean, Math::sqrt, noise, a -> Math.sqrt(1 - a), timesteps);
  }

  /** The velocities √ā·noise - √(1-ā)·clean; shapes as for {@link #addNoise}. */
  public NDArray velocity(NDArray clean, NDArray noise, int[] timesteps) {
    return mix(noise, Math::sqrt, clean, a -> -Math.sqrt(1 - a), timesteps);
  }

  /** What a network of this prediction type should answer; shapes as for {@link #addNoise}. */
  public NDArray target(PredictionType type, NDArray clean, NDArray noise, int[] timesteps) {
    return switch (type) {
      case EPSILON -> noise;
      case V_PREDICTION -> velocity(clean, noise, timesteps);
    };
  }

  private NDArray mix(
      NDArray a, DoubleUnaryOperator ofA, NDArray b, DoubleUnaryOperator ofB, int[] timesteps) {
    try (NDArray factorsA = factors(a.getManager(), ofA, timesteps).toType(a.getDataType(), false);
        NDArray factorsB = factors(b.getManager(), ofB, timesteps).toType(b.getDataType(), false)) {
      return a.mul(factorsA).addi(b.mul(factorsB));
    }
  }

  private NDArray factors(NDManager manager, DoubleUnaryOperator factor, int[] timesteps) {
    double[] factors = new double[timesteps.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = factor.applyAsDouble(alphasCumprod[timesteps[i]]);
    }
    return manager.create(factors, new Shape(factors.length, 1, 1, 1));
  }
}
