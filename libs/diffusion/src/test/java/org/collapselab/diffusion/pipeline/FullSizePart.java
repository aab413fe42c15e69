package org.collapselab.diffusion.pipeline;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.diffusion.GoldenShapes;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;

/** A part of Stable Diffusion 2.1, and the list of its tensors. */
enum FullSizePart {
  UNET(ModelPart.UNET, "unet_sd21"),
  VAE(ModelPart.VAE, "vae_sd"),
  TEXT_ENCODER(ModelPart.TEXT_ENCODER, "text_encoder_sd21");

  private final ModelPart part;
  private final String list;

  FullSizePart(ModelPart part, String list) {
    this.part = part;
    this.list = list;
  }

  ModelPart part() {
    return part;
  }

  /** The shape of each tensor as diffusers and transformers write it. */
  Map<String, String> expected() throws IOException {
    return GoldenShapes.of(list);
  }

  /** Weights for all parameters that the published part has. */
  FormulaParameters formulaWeights() {
    StableDiffusionRelease release = StableDiffusionRelease.V2_1;
    return new FormulaParameters(
        switch (this) {
          case UNET -> new UNet2DConditionModel(release.unet()).parameters();
          case VAE -> new AutoencoderKl(release.vae()).parameters();
          case TEXT_ENCODER -> {
            Map<String, long[]> parameters =
                new LinkedHashMap<>(new ClipTextModel(release.textEncoder()).parameters());
            parameters.remove("text_projection.weight");
            yield parameters;
          }
        });
  }
}
