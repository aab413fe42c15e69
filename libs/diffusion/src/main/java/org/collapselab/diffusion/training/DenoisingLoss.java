package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.RecomputingOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.scheduler.NoiseSchedule;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/**
 * The simple objective (Ho et al., 2020, equation 14), for noise or for velocity (Salimans and Ho,
 * 2022, appendix D): mean squared error of the U-Net's prediction for noised latents.
 */
public final class DenoisingLoss {

  private final UNet2DConditionModel unet;
  private final Weights weights;
  private final NoiseSchedule schedule;
  private final PredictionType predictionType;
  private final Computation computation;

  /**
   * The loss of a U-Net.
   *
   * @param weights whose gradients it adds to
   */
  public DenoisingLoss(
      UNet2DConditionModel unet,
      Weights weights,
      NoiseSchedule schedule,
      PredictionType predictionType,
      Computation computation) {
    this.unet = unet;
    this.weights = weights;
    this.schedule = schedule;
    this.predictionType = predictionType;
    this.computation = computation;
  }

  /** The number of training timesteps. */
  int timesteps() {
    return schedule.timesteps();
  }

  /**
   * Adds the gradients of the loss to the weights' gradients. The manager of the inputs receives
   * all intermediate results.
   *
   * @param latents clean latents [B,C,H,W]
   * @param noise standard normal noise [B,C,H,W]
   * @param timesteps one for each of the B
   * @param context hidden states of the text encoder [B,L,E]
   * @param share the part that these B are of the whole batch, which the loss is multiplied with
   * @return the loss
   */
  public double backward(
      NDArray latents, NDArray noise, int[] timesteps, NDArray context, double share) {
    NDManager manager = latents.getManager();
    NDArray noisy = schedule.addNoise(latents, noise, timesteps);
    NDArray target = schedule.target(predictionType, latents, noise, timesteps);
    NDArray time =
        unet.timestepEmbedding(manager, Arrays.stream(timesteps).asDoubleStream().toArray());
    if (computation.recompute()) {
      RecomputingOps ops = new RecomputingOps(weights, computation.precision(), manager);
      NDArray prediction = unet.forward(ops, noisy, time, context).stopGradient();
      prediction.setRequiresGradient(true);
      NDArray loss = Torch.withGradient(() -> backward(prediction, target, share));
      ops.backward(prediction.getGradient());
      return loss.getFloat();
    }
    EagerOps ops = new EagerOps(weights, computation.precision());
    return Torch.withGradient(
            () -> backward(unet.forward(ops, noisy, time, context), target, share))
        .getFloat();
  }

  private static NDArray backward(NDArray prediction, NDArray target, double share) {
    // The target's 32 bits make the difference one of 32 bits.
    NDArray error = prediction.sub(target);
    NDArray loss = error.mul(error).mean();
    if (share != 1) {
      loss = loss.mul((float) share);
    }
    Torch.backward(loss);
    return loss;
  }
}
