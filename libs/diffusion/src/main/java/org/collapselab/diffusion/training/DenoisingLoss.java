package org.collapselab.diffusion.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.collapselab.diffusion.nn.EagerOps;
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
  private final EagerOps ops;
  private final NoiseSchedule schedule;
  private final PredictionType predictionType;

  /**
   * The loss of a U-Net.
   *
   * @param weights whose gradients it adds to
   */
  public DenoisingLoss(
      UNet2DConditionModel unet,
      Weights weights,
      NoiseSchedule schedule,
      PredictionType predictionType) {
    this.unet = unet;
    this.ops = new EagerOps(weights);
    this.schedule = schedule;
    this.predictionType = predictionType;
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
   * @return the loss
   */
  public double backward(NDArray latents, NDArray noise, int[] timesteps, NDArray context) {
    NDManager manager = latents.getManager();
    NDArray noisy = schedule.addNoise(latents, noise, timesteps);
    NDArray target = schedule.target(predictionType, latents, noise, timesteps);
    NDArray time =
        unet.timestepEmbedding(manager, Arrays.stream(timesteps).asDoubleStream().toArray());
    NDArray loss =
        Torch.withGradient(
            () -> {
              NDArray error = unet.forward(ops, noisy, time, context).sub(target);
              NDArray mean = error.mul(error).mean();
              Torch.backward(mean);
              return mean;
            });
    return loss.getFloat();
  }
}
