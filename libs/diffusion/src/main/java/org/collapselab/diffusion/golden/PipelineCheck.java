package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Map;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.GuidedDenoiser;
import org.collapselab.diffusion.pipeline.LatentCodec;
import org.collapselab.diffusion.scheduler.Ddim;
import org.collapselab.diffusion.scheduler.Denoising;
import org.collapselab.diffusion.scheduler.Scheduler;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * Text-to-image and image-to-image from given contexts and noise, with DDIM over Stable Diffusion's
 * noise schedule.
 *
 * <p>Letters of shapes: B batch, H and W of an image, Z channels, h and w of its latent, L tokens,
 * E context width.
 */
public final class PipelineCheck extends TensorGoldenCheck {

  /** A check of goldens of the kind {@code pipeline}. */
  public PipelineCheck() {
    super("pipeline");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    GoldenMetadata metadata = golden.metadata();
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.of(metadata.config("unet")));
    AutoencoderKl vae = new AutoencoderKl(VaeConfig.of(metadata.config("vae")));
    Map<String, long[]> unetParameters = unet.parameters();
    Map<String, long[]> vaeParameters = vae.parameters();
    NetworkSize.parameters(unetParameters);
    NetworkSize.parameters(vaeParameters);
    try (NDManager manager = Torch.newManager("cpu");
        Weights unetWeights = Formula.weights(unetParameters, "cpu");
        Weights vaeWeights = Formula.weights(vaeParameters, "cpu");
        GuidedDenoiser denoiser =
            new GuidedDenoiser(unet, network -> Script.compile(network, unetWeights));
        LatentCodec codec =
            new LatentCodec(
                Script.compile(vae.encoder(), vaeWeights),
                Script.compile(vae.decoder(), vaeWeights),
                vae.config())) {
      int steps = metadata.positive("steps");
      double guidance = metadata.number("guidance");
      Scheduler scheduler = scheduler(metadata);
      NDArray context = context(golden, manager, guidance);

      Denoising whole = scheduler.begin(steps, 0, SchedulerWalks.NO_NOISE);
      NDArray noise = golden.input(manager, "latents").mul(whole.noiseScale());
      NDArray latents = denoiser.run(whole, noise, context, guidance);
      comparisons.tensor("txt2img_latents", latents);
      comparisons.tensor("txt2img_image", pixels(codec.decode(latents)));

      int first = Scheduler.firstStep(steps, metadata.number("strength"));
      Denoising part = scheduler.begin(steps, first, SchedulerWalks.NO_NOISE);
      NDArray image = golden.input(manager, "image").mul(2).sub(1);
      NDArray clean = codec.encode(image, golden.input(manager, "vae_noise"));
      NDArray start = part.noisy(clean, golden.input(manager, "noise"));
      NDArray changed = denoiser.run(part, start, context, guidance);
      comparisons.tensor("img2img_latents", changed);
      comparisons.tensor("img2img_image", pixels(codec.decode(changed)));
    }
  }

  private static Scheduler scheduler(GoldenMetadata metadata) {
    return new Ddim(
        SchedulerConfig.stableDiffusion(
            SchedulerCheck.prediction(metadata.text("prediction_type"))),
        0);
  }

  /** The contexts [2B,L,E], those of the negative prompts first, or [B,L,E] without guidance. */
  private static NDArray context(TensorGolden golden, NDManager manager, double guidance) {
    NDArray prompts = golden.input(manager, "prompt_embeds");
    return GuidedDenoiser.guides(guidance)
        ? golden.input(manager, "negative_prompt_embeds").concat(prompts)
        : prompts;
  }

  /** Planes [B,3,H,W] from -1 to 1 as rows of pixels [B,H,W,3] from 0 to 1. */
  private static NDArray pixels(NDArray planes) {
    return planes.div(2).add(0.5).clip(0, 1).transpose(0, 2, 3, 1);
  }
}
