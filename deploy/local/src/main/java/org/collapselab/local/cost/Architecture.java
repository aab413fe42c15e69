package org.collapselab.local.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.pipeline.ModelPart;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.collapselab.diffusion.vae.VaeConfig;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/**
 * What a model's size depends on; its configuration says it, and no weights are needed.
 *
 * @param name in words
 * @param pixels of an image along each side of a pixel of its latents
 * @param tokens of a prompt
 */
record Architecture(String name, UNetConfig unet, int pixels, int tokens) {
  private static final String STABLE_DIFFUSION_2_1 = "stable-diffusion-2-1";

  /**
   * Reads the configuration of a model folder.
   *
   * @return nothing if there is none, as long as the folder's name doesn't say which model is meant
   * @throws LabException if a configuration is there and not understood
   */
  static Optional<Architecture> of(Path folder) {
    Path unet = folder.resolve(ModelPart.UNET.configFile());
    String name = folder.getFileName().toString();
    if (!Files.exists(unet)) {
      return name.startsWith(STABLE_DIFFUSION_2_1)
          ? Optional.of(stableDiffusion21())
          : Optional.empty();
    }
    try {
      return Optional.of(
          new Architecture(
              name,
              UNetConfig.read(unet),
              VaeConfig.read(folder.resolve(ModelPart.VAE.configFile())).factor(),
              ClipTextConfig.read(folder.resolve(ModelPart.TEXT_ENCODER.configFile()))
                  .maxPositions()));
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(ExitStatus.BAD_INPUT, "model: " + e.getMessage(), e);
    }
  }

  /** Of Stable Diffusion 2.1, whose weights are not shipped. */
  static Architecture stableDiffusion21() {
    return new Architecture(
        "Stable Diffusion 2.1",
        new UNetConfig(
            4,
            4,
            List.of(320, 640, 1280, 1280),
            List.of(true, true, true, false),
            List.of(5, 10, 20, 20),
            2,
            1024,
            true,
            32,
            1e-5,
            true,
            0),
        8,
        77);
  }

  /** Trainable values of the U-Net. */
  long parameters() {
    long side = (long) pixels * unet.sizeMultiple();
    return forward(side, side).parameterCount();
  }

  /** Multiply-accumulates of the U-Net for one image, forward. */
  long multiplyAccumulates(GenerationSpec generation) {
    return forward(generation.width(), generation.height()).multiplyAccumulates();
  }

  private ShapeOps forward(long width, long height) {
    return ShapeOps.of(
        new UNet2DConditionModel(unet),
        new long[] {1, unet.inChannels(), height / pixels, width / pixels},
        new long[] {1, unet.timestepChannels()},
        new long[] {1, tokens, unet.crossAttentionDim()});
  }
}
