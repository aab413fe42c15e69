package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.scheduler.Denoising;
import org.collapselab.diffusion.scheduler.Scheduler;
import org.collapselab.diffusion.scheduler.StepNoise;

/**
 * Walks the schedulers of a golden from noise and from an image.
 *
 * <p>Letters of shapes: N steps, B batch, C channels, H height, W width of the latents.
 */
final class SchedulerWalks implements AutoCloseable {

  static final StepNoise NO_NOISE =
      step -> {
        throw new IllegalStateException("a deterministic scheduler asked for noise");
      };

  private final TensorGolden golden;
  private final SchedulerFactory factory;
  private final Comparisons comparisons;
  private final FakeModel model;
  private final NDManager manager = Torch.newManager("cpu");

  SchedulerWalks(TensorGolden golden, SchedulerFactory factory, Comparisons comparisons) {
    this.golden = golden;
    this.factory = factory;
    this.comparisons = comparisons;
    this.model = FakeModel.parse(golden.metadata().text("fake_model"));
  }

  /** Compares every state [N+1,B,C,H,W] of a walk from noise. */
  void whole(SchedulerTensor tensor) throws IOException {
    try (NDManager walk = manager.newSubManager()) {
      NDList states = fromNoise(walk, tensor);
      compare(tensor, NDArrays.stack(states));
    }
  }

  /** Compares the last state [B,C,H,W] of a walk from noise. */
  void end(SchedulerTensor tensor) throws IOException {
    try (NDManager walk = manager.newSubManager()) {
      NDList states = fromNoise(walk, tensor);
      compare(tensor, states.get(states.size() - 1));
    }
  }

  void imageToImageTimesteps(SchedulerTensor tensor) throws IOException {
    comparisons.tensor(tensor.name(), imageToImage(tensor).timesteps(), 0);
  }

  /** Compares the noised image [B,C,H,W]. */
  void imageToImageStart(SchedulerTensor tensor) throws IOException {
    try (NDManager walk = manager.newSubManager()) {
      compare(tensor, noisy(walk, imageToImage(tensor)));
    }
  }

  /** Compares the last state [B,C,H,W] of a walk from an image. */
  void imageToImageEnd(SchedulerTensor tensor) throws IOException {
    try (NDManager walk = manager.newSubManager()) {
      Denoising denoising = imageToImage(tensor);
      NDList states = states(denoising, noisy(walk, denoising));
      compare(tensor, states.get(states.size() - 1));
    }
  }

  private void compare(SchedulerTensor tensor, NDArray actual) throws IOException {
    double tolerance = golden.metadata().tolerance(tensor.errorKey());
    comparisons.tensor(tensor.name(), actual, tolerance);
  }

  private NDList fromNoise(NDManager walk, SchedulerTensor tensor) {
    StepNoise noise =
        tensor.eta() > 0
            ? step -> golden.input(walk, "var_noise_i", "var_noise_" + step)
            : NO_NOISE;
    Denoising denoising = factory.make(tensor).begin(tensor.steps(), 0, noise);
    return states(denoising, golden.input(walk, "x_T").mul(denoising.noiseScale()));
  }

  private Denoising imageToImage(SchedulerTensor tensor) {
    int first = Scheduler.firstStep(tensor.steps(), strength(tensor));
    return factory.make(tensor).begin(tensor.steps(), first, NO_NOISE);
  }

  /** The name has hundredths only. */
  private double strength(SchedulerTensor tensor) {
    for (JsonNode strength : golden.metadata().json("img2img_strengths")) {
      if (Math.rint(strength.doubleValue() * 100) == tensor.percent()) {
        return strength.doubleValue();
      }
    }
    throw new IllegalArgumentException(
        "metadata: img2img_strengths: expected one of 0.%02d for %s"
            .formatted(tensor.percent(), tensor.name()));
  }

  private NDArray noisy(NDManager walk, Denoising denoising) {
    return denoising.noisy(golden.input(walk, "clean"), golden.input(walk, "x_T"));
  }

  private NDList states(Denoising denoising, NDArray start) {
    NDList states = new NDList(start);
    NDArray latents = start;
    for (double timestep : denoising.timesteps()) {
      NDArray output = model.run(latents.mul(denoising.inputScale()), timestep);
      latents = denoising.step(latents, output);
      states.add(latents);
    }
    return states;
  }

  @Override
  public void close() {
    manager.close();
  }
}
