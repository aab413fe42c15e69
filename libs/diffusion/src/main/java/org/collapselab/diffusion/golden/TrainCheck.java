package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;

/**
 * Optimiser steps of the U-Net: losses, gradients before clipping, parameters and their averages
 * afterwards.
 */
public final class TrainCheck extends TensorGoldenCheck {

  private static final int MOST_STEPS = 1000;

  /** A check of goldens of the kind {@code train}. */
  public TrainCheck() {
    super("train");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    UNet2DConditionModel unet =
        new UNet2DConditionModel(UNetConfig.of(golden.metadata().config("config")));
    List<int[]> timesteps = timesteps(golden);
    Map<String, long[]> shapes = inOrder(golden, unet.parameters());
    NetworkSize.parameters(shapes);
    try (Weights weights = Formula.weights(shapes, "cpu");
        Weights initial = Formula.weights(shapes, "cpu");
        TrainRun run = new TrainRun(unet, weights, golden)) {
      noising(run, timesteps.get(0), comparisons);
      for (int step = 0; step < timesteps.size(); step++) {
        run.backward(step, timesteps.get(step));
        if (step == 0) {
          gradients(golden, run, comparisons);
        }
        run.update();
      }
      results(golden, run, initial, comparisons);
    }
  }

  private static List<int[]> timesteps(TensorGolden golden) {
    long batch = golden.inputShape("x0_k")[0];
    List<int[]> steps = new ArrayList<>();
    for (JsonNode row : golden.metadata().json("timesteps")) {
      int[] timesteps = new int[row.size()];
      for (int i = 0; i < timesteps.length; i++) {
        timesteps[i] = row.get(i).asInt(-1);
        if (timesteps[i] < 0 || timesteps[i] >= TrainRun.TIMESTEPS) {
          throw new IllegalArgumentException(
              "metadata: timesteps: expected 0 to 999, found " + row.get(i));
        }
      }
      if (timesteps.length != batch) {
        throw new IllegalArgumentException(
            "metadata: timesteps: expected %d in each step, found %s".formatted(batch, row));
      }
      steps.add(timesteps);
    }
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "metadata: timesteps: expected those of 1 to %d steps, found %d"
              .formatted(MOST_STEPS, steps.size()));
    }
    return steps;
  }

  /** The parameters in the order of the golden's lists. */
  private static Map<String, long[]> inOrder(TensorGolden golden, Map<String, long[]> shapes) {
    Map<String, long[]> ordered = new LinkedHashMap<>();
    for (JsonNode name : golden.metadata().json("param_names")) {
      long[] shape = shapes.get(name.asText());
      if (shape == null) {
        throw new IllegalArgumentException(
            "metadata: param_names: the network of the configuration has no parameter " + name);
      }
      ordered.put(name.asText(), shape);
    }
    if (ordered.size() != shapes.size()) {
      throw new IllegalArgumentException(
          "metadata: param_names: expected the %d parameters of the configuration, found %d"
              .formatted(shapes.size(), ordered.size()));
    }
    return ordered;
  }

  private static void noising(TrainRun run, int[] timesteps, Comparisons comparisons)
      throws IOException {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray noisy = run.noisy(manager, timesteps);
      comparisons.tensor("step0_noisy", noisy);
      comparisons.tensor("step0_velocity", run.velocity(manager, timesteps));
      comparisons.tensor("step0_pred", run.prediction(noisy, timesteps));
    }
  }

  private static void gradients(TensorGolden golden, TrainRun run, Comparisons comparisons)
      throws IOException {
    Map<String, NDArray> gradients = run.gradients();
    compare(comparisons, golden, "step0_param_grad_norms", Norms.of(gradients));
    each(golden, "step0_grad:", gradients, comparisons);
  }

  private static void results(
      TensorGolden golden, TrainRun run, Weights initial, Comparisons comparisons)
      throws IOException {
    Map<String, NDArray> parameters = run.parameters();
    Map<String, NDArray> averages = run.averages();
    compare(comparisons, golden, "loss", run.losses());
    compare(comparisons, golden, "grad_norm", run.norms());
    compare(comparisons, golden, "ema_decay", run.decays());
    compare(comparisons, golden, "final_param_norms", Norms.of(parameters));
    compare(comparisons, golden, "final_ema_param_norms", Norms.of(averages));
    compare(comparisons, golden, "final_param_delta_norms", Norms.ofChange(parameters, initial));
    compare(comparisons, golden, "final_ema_delta_norms", Norms.ofChange(averages, initial));
    each(golden, "final_param:", parameters, comparisons);
  }

  private static void compare(
      Comparisons comparisons, TensorGolden golden, String tensor, double[] actual)
      throws IOException {
    comparisons.tensor(tensor, actual, golden.metadata().tolerance(tensor));
  }

  /** Compares the arrays whose names follow a prefix. */
  private static void each(
      TensorGolden golden, String prefix, Map<String, NDArray> arrays, Comparisons comparisons)
      throws IOException {
    for (String tensor : golden.tensors()) {
      if (tensor.startsWith(prefix) && arrays.containsKey(tensor.substring(prefix.length()))) {
        comparisons.tensor(tensor, arrays.get(tensor.substring(prefix.length())));
      }
    }
  }
}
