package org.collapselab.diffusion.golden;

import java.io.IOException;
import java.util.Optional;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;

/**
 * Plans and walks of the schedulers, with a stand-in for the network. What a tensor is is told from
 * its name.
 */
public final class SchedulerCheck extends TensorGoldenCheck {

  /** A check of goldens of the kind {@code scheduler}. */
  public SchedulerCheck() {
    super("scheduler");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    SchedulerConfig config =
        SchedulerConfig.parse(
            "metadata: scheduler_config", golden.metadata().text("scheduler_config"));
    NoiseSchedule schedule = NoiseSchedule.of(config);
    SchedulerFactory factory = new SchedulerFactory(golden.metadata(), config);
    SchedulerPlans plans = new SchedulerPlans(factory, schedule, comparisons);
    try (SchedulerWalks walks = new SchedulerWalks(golden, factory, comparisons)) {
      for (String tensor : golden.tensors()) {
        if (tensor.startsWith("alphas_cumprod")) {
          compareSchedule(tensor, config, comparisons);
          continue;
        }
        Optional<SchedulerTensor> parsed = SchedulerTensor.parse(tensor);
        if (parsed.isPresent()) {
          compare(parsed.get(), plans, walks);
        }
      }
    }
  }

  private static void compareSchedule(
      String tensor, SchedulerConfig config, Comparisons comparisons) throws IOException {
    boolean rounded = tensor.endsWith("f32");
    NoiseSchedule schedule = rounded ? NoiseSchedule.rounded(config) : NoiseSchedule.of(config);
    double[] alphas = new double[schedule.timesteps()];
    double[] tolerances = new double[alphas.length];
    for (int t = 0; t < alphas.length; t++) {
      alphas[t] = schedule.alphaCumprod(t);
      // A product of t + 1 factors, each rounded three times on the way.
      tolerances[t] = rounded ? 0 : 3 * (t + 1) * Math.ulp(1.0) * alphas[t];
    }
    comparisons.tensor(tensor, alphas, tolerances);
  }

  private static void compare(SchedulerTensor tensor, SchedulerPlans plans, SchedulerWalks walks)
      throws IOException {
    switch (tensor.quantity()) {
      case "timesteps" -> plans.timesteps(tensor);
      case "sigmas" -> plans.sigmas(tensor);
      case "init_noise_sigma" -> plans.noiseScale(tensor);
      case "traj" -> walks.whole(tensor);
      case "final" -> walks.end(tensor);
      case "img2img_timesteps" -> walks.imageToImageTimesteps(tensor);
      case "img2img_start" -> walks.imageToImageStart(tensor);
      default -> walks.imageToImageEnd(tensor);
    }
  }

  /** The prediction type of this name in diffusers. */
  static PredictionType prediction(String id) {
    for (PredictionType type : PredictionType.values()) {
      if (type.id().equals(id)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "prediction type: expected epsilon or v_prediction, found " + id);
  }
}
