package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.scheduler.Denoising;
import org.collapselab.diffusion.unet.UNet2DConditionModel;

/**
 * Walks latents to clean ones with classifier-free guidance (Ho and Salimans, 2022); both
 * predictions come from one pass over a batch of twice the size.
 *
 * <p>Letters of shapes: B batch, Z channels, h and w of the latents, L tokens, E context width.
 */
public final class GuidedDenoiser implements AutoCloseable {

  private final UNet2DConditionModel unet;
  private final Script script;
  private final Script guidedScript;

  /**
   * A denoiser.
   *
   * @param compiler compiles a network over the U-Net's weights
   */
  public GuidedDenoiser(UNet2DConditionModel unet, Function<Network, Script> compiler) {
    this.unet = unet;
    script = compiler.apply(unet);
    guidedScript = compiler.apply(unet.guided());
  }

  /** Whether a guidance scale asks for a second prediction. */
  public static boolean guides(double guidance) {
    return guidance > 1;
  }

  /**
   * Takes all steps of a walk.
   *
   * @param start latents [B,Z,h,w] at the noise level of the first timestep
   * @param context text contexts: [B,L,E], or [2B,L,E] with those of the negative prompts first if
   *     the scale {@link #guides}
   * @param guidance the guidance scale
   * @return the clean latents [B,Z,h,w], of the manager of start
   */
  public NDArray run(Denoising walk, NDArray start, NDArray context, double guidance) {
    NDArray latents = start;
    for (double timestep : walk.timesteps()) {
      try (NDManager step = start.getManager().newSubManager()) {
        NDArray input = latents.mul(walk.inputScale());
        input.attach(step);
        NDArray prediction = predict(step, input, timestep, context, guidance);
        NDArray next = walk.step(latents, prediction);
        if (latents != start) {
          latents.close();
        }
        latents = next;
      }
    }
    return latents;
  }

  private NDArray predict(
      NDManager step, NDArray latents, double timestep, NDArray context, double guidance) {
    NDArray time = unet.timestepEmbedding(step, timestep);
    if (!guides(guidance)) {
      return script.run(latents, time, context);
    }
    NDArray output = guidedScript.run(latents, time, context);
    var halves = output.split(2);
    NDArray negative = halves.get(0);
    return halves.get(1).sub(negative).muli(guidance).addi(negative);
  }

  @Override
  public void close() {
    script.close();
    guidedScript.close();
  }
}
