package org.collapselab.diffusion.scheduler;

import java.util.List;

/** A solver of the reverse diffusion process. Schedulers hold settings only and may be shared. */
public sealed interface Scheduler permits Ddim, Pndm, Euler, DpmSolverMultistep {

  /** The names {@link #named} knows. */
  List<String> NAMES = List.of("ddim", "ddim-eta1", "pndm", "euler", "dpm-solver++");

  /**
   * The scheduler of this name.
   *
   * @param name {@code ddim} (deterministic), {@code ddim-eta1} (DDIM with fresh noise in each
   *     step), {@code pndm} (fourth order multistep), {@code euler} (first order in the noise
   *     level) or {@code dpm-solver++} (second order multistep)
   * @param config the model's settings
   * @throws IllegalArgumentException if there is no such scheduler
   */
  static Scheduler named(String name, SchedulerConfig config) {
    return switch (name) {
      case "ddim" -> new Ddim(config, 0);
      case "ddim-eta1" -> new Ddim(config, 1);
      case "pndm" -> new Pndm(config);
      case "euler" -> new Euler(config);
      case "dpm-solver++" -> new DpmSolverMultistep(config);
      default ->
          throw new IllegalArgumentException(
              "scheduler: expected one of " + NAMES + ", was \"" + name + "\"");
    };
  }

  /**
   * All timesteps of a plan, never ascending. There are as many as steps, but for {@link Pndm},
   * whose second step is taken twice.
   *
   * @throws IllegalArgumentException if steps is not between 1 and the training timesteps
   */
  double[] timesteps(int steps);

  /**
   * Begins a walk.
   *
   * @param steps steps of the whole plan
   * @param first index of the first step taken: 0, or the {@link #firstStep} of an image-to-image
   *     strength
   * @param noise fresh noise, asked for only if the scheduler is stochastic
   */
  Denoising begin(int steps, int first, StepNoise noise);

  /**
   * The step at which image-to-image of this strength starts: the last ⌊steps·strength⌋ are taken
   * (SDEdit, Meng et al., 2022; rounding as diffusers).
   *
   * @throws IllegalArgumentException if the strength is outside (0, 1] or leaves no step
   */
  static int firstStep(int steps, double strength) {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength: expected above 0 to 1, was " + strength);
    }
    int taken = Math.min((int) (steps * strength), steps);
    if (taken == 0) {
      throw new IllegalArgumentException(
          "strength: " + strength + " of " + steps + " steps leaves no step to take");
    }
    return steps - taken;
  }
}
