package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.training.AdamW;
import org.collapselab.diffusion.training.Computation;
import org.collapselab.diffusion.training.DenoisingLoss;
import org.collapselab.diffusion.training.Ema;
import org.collapselab.diffusion.training.GradientClip;
import org.collapselab.diffusion.training.Gradients;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/**
 * The training of a golden of the kind {@code train}. Its hyper-parameters belong to the kind:
 * Stable Diffusion's noise schedule in the library's rounding, AdamW with a learning rate of 1e-4
 * and a weight decay of 0.01, clipping at 1, averages with a decay of 0.999.
 */
final class TrainRun implements AutoCloseable {

  static final int TIMESTEPS = 1000;

  private static final double LEARNING_RATE = 1e-4;
  private static final double WEIGHT_DECAY = 1e-2;
  private static final double EMA_DECAY = 0.999;

  private final TensorGolden golden;
  private final UNet2DConditionModel unet;
  private final Weights weights;
  private final Map<String, NDArray> parameters;
  private final NoiseSchedule schedule =
      NoiseSchedule.rounded(SchedulerConfig.stableDiffusion(PredictionType.EPSILON));
  private final DenoisingLoss loss;
  private final GradientClip clip = new GradientClip(1);
  private final AdamW optimizer;
  private final Ema ema;
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> norms = new ArrayList<>();
  private final List<Double> decays = new ArrayList<>();

  TrainRun(UNet2DConditionModel unet, Weights weights, TensorGolden golden) {
    this.golden = golden;
    this.unet = unet;
    this.weights = weights;
    parameters = weights.arrays();
    parameters.values().forEach(parameter -> parameter.setRequiresGradient(true));
    PredictionType prediction =
        SchedulerCheck.prediction(golden.metadata().text("prediction_type"));
    loss = new DenoisingLoss(unet, weights, schedule, prediction, Computation.PLAIN);
    optimizer = new AdamW(parameters, WEIGHT_DECAY);
    ema = new Ema(parameters, EMA_DECAY);
  }

  /** The first step's noisy latents [B,C,H,W]. */
  NDArray noisy(NDManager manager, int[] timesteps) {
    return schedule.addNoise(latents(manager, 0), noise(manager, 0), timesteps);
  }

  /** The first step's velocities [B,C,H,W]. */
  NDArray velocity(NDManager manager, int[] timesteps) {
    return schedule.velocity(latents(manager, 0), noise(manager, 0), timesteps);
  }

  /** The network's prediction [B,C,H,W] for the first step's noisy latents. */
  NDArray prediction(NDArray noisy, int[] timesteps) {
    NDManager manager = noisy.getManager();
    double[] times = Arrays.stream(timesteps).asDoubleStream().toArray();
    NDArray time = unet.timestepEmbedding(manager, times);
    return Torch.withoutGradient(
        () -> unet.forward(new EagerOps(weights), noisy, time, context(manager, 0)));
  }

  /** Computes the gradients of a step. */
  void backward(int step, int[] timesteps) {
    try (NDManager manager = weights.manager().newSubManager()) {
      losses.add(
          loss.backward(
              latents(manager, step), noise(manager, step), timesteps, context(manager, step), 1));
    }
  }

  /** The gradients before {@link #update}. */
  Map<String, NDArray> gradients() {
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    Iterator<String> names = parameters.keySet().iterator();
    try (Gradients all = Gradients.of(List.copyOf(parameters.values()))) {
      for (NDArray gradient : all.arrays()) {
        NDArray copy = gradient.duplicate();
        copy.attach(weights.manager());
        gradients.put(names.next(), copy);
      }
    }
    return gradients;
  }

  /** Clips the gradients and takes the step. */
  void update() {
    try (Gradients gradients = Gradients.of(List.copyOf(parameters.values()))) {
      norms.add(clip.apply(gradients));
      optimizer.step(gradients, LEARNING_RATE);
      gradients.zero();
    }
    decays.add(ema.update());
  }

  private NDArray latents(NDManager manager, int step) {
    return golden.input(manager, "x0_k", "x0_" + step);
  }

  private NDArray noise(NDManager manager, int step) {
    return golden.input(manager, "noise_k", "noise_" + step);
  }

  private NDArray context(NDManager manager, int step) {
    return golden.input(manager, "ctx_k", "ctx_" + step);
  }

  Map<String, NDArray> parameters() {
    return parameters;
  }

  Map<String, NDArray> averages() {
    return ema.averages();
  }

  double[] losses() {
    return doubles(losses);
  }

  double[] norms() {
    return doubles(norms);
  }

  double[] decays() {
    return doubles(decays);
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void close() {
    ema.close();
    optimizer.close();
  }
}
