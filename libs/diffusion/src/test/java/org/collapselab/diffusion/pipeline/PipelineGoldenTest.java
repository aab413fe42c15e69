package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.scheduler.Ddim;
import org.collapselab.diffusion.scheduler.Denoising;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.Scheduler;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.scheduler.StepNoise;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text-to-image and image-to-image from given contexts and noise, compared with diffusers'. */
class PipelineGoldenTest {

  private static final Golden GOLDEN = Golden.read("pipe_tiny");
  private static final Shape LATENTS = new Shape(1, 4, 16, 16);
  private static final Shape IMAGE = new Shape(1, 3, 32, 32);
  private static final int STEPS = GOLDEN.json("steps").intValue();
  private static final double GUIDANCE = GOLDEN.json("guidance").doubleValue();
  private static final StepNoise NONE =
      step -> {
        throw new AssertionError("a deterministic scheduler asked for noise");
      };

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Scheduler scheduler =
      new Ddim(SchedulerConfig.stableDiffusion(PredictionType.EPSILON), 0);
  private Weights unetWeights;
  private Weights vaeWeights;
  private GuidedDenoiser denoiser;
  private LatentCodec codec;

  @BeforeEach
  void compile() throws IOException {
    UNet2DConditionModel unet = new UNet2DConditionModel(UNetConfig.parse(GOLDEN.text("unet")));
    AutoencoderKl vae =
        new AutoencoderKl(VaeConfig.of(ConfigJson.parse("vae", GOLDEN.text("vae"))));
    unetWeights = Golden.weights(unet.parameters());
    vaeWeights = Golden.weights(vae.parameters());
    denoiser = new GuidedDenoiser(unet, network -> Script.compile(network, unetWeights));
    codec =
        new LatentCodec(
            Script.compile(vae.encoder(), vaeWeights),
            Script.compile(vae.decoder(), vaeWeights),
            vae.config().scalingFactor());
  }

  @AfterEach
  void close() {
    denoiser.close();
    codec.close();
    unetWeights.close();
    vaeWeights.close();
    manager.close();
  }

  @Test
  void textToImageIsThatOfDiffusers() {
    // Given
    Denoising walk = scheduler.begin(STEPS, 0, NONE);

    // When
    NDArray latents = denoiser.run(walk, noise("latents"), context(), GUIDANCE);

    // Then
    assertGolden("txt2img_latents", latents);
    assertGolden("txt2img_image", unit(codec.decode(latents)));
  }

  @Test
  void imageToImageIsThatOfDiffusers() {
    // Given
    int first = Scheduler.firstStep(STEPS, GOLDEN.json("strength").doubleValue());
    Denoising walk = scheduler.begin(STEPS, first, NONE);
    NDArray image = manager.create(GOLDEN.input("image", (int) IMAGE.size()), IMAGE);

    // When
    NDArray encoded = codec.encode(image, noise("vae_noise"));
    NDArray start = walk.noisy(encoded, noise("noise"));
    NDArray latents = denoiser.run(walk, start, context(), GUIDANCE);

    // Then
    assertGolden("img2img_latents", latents);
    assertGolden("img2img_image", unit(codec.decode(latents)));
  }

  private NDArray noise(String tensor) {
    return manager.create(GOLDEN.input(tensor, (int) LATENTS.size()), LATENTS).mul(1.7);
  }

  private NDArray context() {
    return embedding("negative_prompt_embeds").concat(embedding("prompt_embeds"));
  }

  private NDArray embedding(String tensor) {
    long[] shape =
        Arrays.stream(
                GOLDEN.json("inputs").get(tensor).toString().replaceAll("[\\[\\]]", "").split(","))
            .mapToLong(Long::parseLong)
            .toArray();
    return manager.create(GOLDEN.input(tensor, (int) new Shape(shape).size()), new Shape(shape));
  }

  /** Planes [B,3,H,W] from -1 to 1 as rows of pixels [B,H,W,3] from 0 to 1. */
  private static NDArray unit(NDArray planes) {
    return planes.div(2).add(0.5).clip(0, 1).transpose(0, 2, 3, 1);
  }

  private static void assertGolden(String tensor, NDArray actual) {
    assertThat(GOLDEN.difference(actual, tensor))
        .describedAs(tensor)
        .isLessThanOrEqualTo(GOLDEN.tolerance(tensor));
  }
}
