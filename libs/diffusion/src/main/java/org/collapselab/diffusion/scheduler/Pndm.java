package org.collapselab.diffusion.scheduler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Pseudo linear multi-step (Liu et al., 2022, "Pseudo Numerical Methods for Diffusion Models on
 * Manifolds", equations 11 and 12) without the Runge-Kutta start: PLMS, as Stable Diffusion was
 * published with. The network's last four outputs are combined (Adams-Bashforth). The first step is
 * taken back and taken again with the mean of the outputs at its two ends, so that a plan of n
 * steps asks the network n + 1 times.
 */
public final class Pndm implements Scheduler {

  /** Weights of the outputs, latest first, by how many there are. */
  private static final double[][] ADAMS_BASHFORTH = {
    {},
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  private final SchedulerConfig config;
  private final NoiseSchedule schedule;

  /** A solver over this model's noise schedule. */
  public Pndm(SchedulerConfig config) {
    this.config = config;
    this.schedule = NoiseSchedule.of(config);
  }

  @Override
  public double[] timesteps(int steps) {
    return Steps.toDoubles(plan(steps));
  }

  /** The timesteps with the second one twice. */
  private int[] plan(int steps) {
    int[] once = Steps.plan(steps, config, TimestepSpacing.LEADING, 0);
    if (steps == 1) {
      return once;
    }
    int[] plan = new int[steps + 1];
    plan[0] = once[0];
    System.arraycopy(once, 1, plan, 1, 1);
    System.arraycopy(once, 1, plan, 2, steps - 1);
    return plan;
  }

  @Override
  public Denoising begin(int steps, int first, StepNoise noise) {
    return new PndmWalk(plan(steps), config.trainTimesteps() / steps, first);
  }

  private final class PndmWalk extends Walk {

    private final int[] plan;
    private final int stride;
    private final List<NDArray> outputs = new ArrayList<>();
    private NDArray start;

    PndmWalk(int[] plan, int stride, int first) {
      super(Steps.toDoubles(plan), first);
      this.plan = plan;
      this.stride = stride;
    }

    @Override
    LinearCombination noising(int index) {
      return schedule.noising(plan[index]);
    }

    @Override
    NDArray take(int index, NDArray latents, NDArray modelOutput) {
      int timestep = plan[index];
      if (taken() == 1) {
        try (NDArray sum = modelOutput.add(outputs.get(0));
            NDArray from = start) {
          return move(from, timestep + stride, timestep, sum.muli(0.5));
        }
      }
      if (taken() == 0) {
        start = latents.duplicate();
      }
      remember(modelOutput, latents.getManager());
      try (NDArray combined = combined()) {
        return move(latents, timestep, timestep - stride, combined);
      }
    }

    private void remember(NDArray output, NDManager owner) {
      NDArray copy = output.duplicate();
      copy.attach(owner);
      outputs.add(0, copy);
      if (outputs.size() == ADAMS_BASHFORTH.length) {
        outputs.remove(outputs.size() - 1).close();
      }
    }

    private NDArray combined() {
      double[] weights = ADAMS_BASHFORTH[outputs.size()];
      NDArray sum = outputs.get(0).mul(weights[0]);
      for (int i = 1; i < weights.length; i++) {
        sum.addi(outputs.get(i).mul(weights[i]));
      }
      return sum;
    }

    /** Equation 11 of the paper, which for one output is DDIM's step. */
    private NDArray move(NDArray latents, int from, int to, NDArray output) {
      double now = schedule.alphaCumprod(from);
      double then = schedule.alphaCumprod(to, config.setAlphaToOne().orElse(false));
      LinearCombination clean = config.predictionType().clean(now).scale(Math.sqrt(then));
      LinearCombination noise = config.predictionType().noise(now).scale(Math.sqrt(1 - then));
      return clean.plus(noise).of(latents, output);
    }
  }
}
