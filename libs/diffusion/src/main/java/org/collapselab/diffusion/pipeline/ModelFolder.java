package org.collapselab.diffusion.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;

/**
 * A Stable Diffusion model in the layout of diffusers, read and found complete: every configuration
 * is understood, the parts fit together, and every weights file holds the tensors its configuration
 * asks for. The weights themselves are not read yet.
 */
public final class ModelFolder {

  private final ModelParts parts;
  private final Path unetWeights;

  private ModelFolder(ModelParts parts, Path unetWeights) {
    this.parts = parts;
    this.unetWeights = unetWeights;
  }

  /**
   * Opens a model folder.
   *
   * @throws ModelFolderException if anything is missing, not understood or does not fit; lists all
   *     of it
   */
  public static ModelFolder open(Path root) throws ModelFolderException {
    return open(root, root.resolve(ModelPart.UNET.weightsFile()));
  }

  /**
   * Opens a model folder with the U-Net's weights from elsewhere: a fine-tuned checkpoint that
   * shares everything else with its base model.
   *
   * @param unetWeights a safetensors file with exactly the parameters of the folder's U-Net
   * @throws ModelFolderException as {@link #open(Path)}
   */
  public static ModelFolder open(Path root, Path unetWeights) throws ModelFolderException {
    if (Files.isRegularFile(root)) {
      throw new ModelFolderException(root, List.of(WeightFiles.singleFileProblem(root)));
    }
    if (!Files.isDirectory(root)) {
      throw new ModelFolderException(root, List.of("no such folder"));
    }
    return new ModelFolder(new ModelFolderReader(root, unetWeights).read(), unetWeights);
  }

  /** The folder. */
  public Path root() {
    return parts.root();
  }

  /** The description of the U-Net. */
  public UNet2DConditionModel unet() {
    return parts.unet();
  }

  /** The description of the autoencoder. */
  public AutoencoderKl vae() {
    return parts.vae();
  }

  /** The description of the text encoder. */
  public ClipTextModel textEncoder() {
    return parts.textEncoder();
  }

  /** The description of CLIP's image tower, if the folder has one. */
  public Optional<ClipVisionModel> imageEncoder() {
    return parts.imageEncoder();
  }

  /** The tokenizer. */
  public BpeTokenizer tokenizer() {
    return parts.tokenizer();
  }

  /** The settings of the noise schedule and its schedulers. */
  public SchedulerConfig scheduler() {
    return parts.scheduler();
  }

  /** The weights file of a part. */
  public Path weights(ModelPart part) {
    return part == ModelPart.UNET ? unetWeights : root().resolve(part.weightsFile());
  }
}
