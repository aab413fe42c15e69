package org.collapselab.diffusion.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;

/** What the configurations of a model folder describe. */
record ModelParts(
    Path root,
    Map<ModelPart, Path> weights,
    UNet2DConditionModel unet,
    AutoencoderKl vae,
    ClipTextModel textEncoder,
    Optional<ClipVisionModel> imageEncoder,
    BpeTokenizer tokenizer,
    SchedulerConfig scheduler) {

  ModelParts {
    weights = Map.copyOf(weights);
  }
}
