package org.collapselab.diffusion.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.ClipVisionModel;
import org.collapselab.diffusion.nn.ParameterCheck;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.text.BpeTokenizer;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.vae.AutoencoderKl;

/**
 * A Stable Diffusion model in the layout of diffusers, read and found complete: every configuration
 * is understood, the parts fit together, and the weights hold the tensors that the configuration
 * asks for. The weights of a part are in one file, in shards, under the name of a variant, or with
 * those of all parts in a single file at the top of the folder; they are not read yet.
 */
public final class ModelFolder {

  private final ModelParts parts;

  private ModelFolder(ModelParts parts) {
    this.parts = parts;
  }

  /**
   * Opens a model folder.
   *
   * @throws ModelFolderException if anything is missing, not understood or does not fit; lists all
   *     of it
   */
  public static ModelFolder open(Path root) throws ModelFolderException {
    return open(root, Optional.empty());
  }

  /**
   * Opens a model folder with the U-Net's weights from elsewhere: a fine-tuned checkpoint that
   * shares everything else with its base model.
   *
   * @param unetWeights a safetensors file with exactly the parameters of the folder's U-Net
   * @throws ModelFolderException as {@link #open(Path)}
   */
  public static ModelFolder open(Path root, Path unetWeights) throws ModelFolderException {
    return open(root, Optional.of(unetWeights));
  }

  private static ModelFolder open(Path root, Optional<Path> unetWeights)
      throws ModelFolderException {
    if (Files.isRegularFile(root)) {
      throw new ModelFolderException(root, List.of(WeightFiles.notAFolderProblem(root)));
    }
    if (!Files.isDirectory(root)) {
      throw new ModelFolderException(root, List.of("no such folder"));
    }
    return new ModelFolder(new ModelFolderReader(root, unetWeights).read());
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

  /**
   * The safetensors file of a part's weights, or the index of its shards; several parts may share a
   * file.
   *
   * @throws IllegalArgumentException if the folder has no such part
   */
  public Path weights(ModelPart part) {
    return Optional.ofNullable(parts.weights().get(part)).orElseThrow(() -> absent(part));
  }

  /** What the weights of a part are held to. */
  ParameterCheck parameterCheck(ModelPart part) {
    return switch (part) {
      case UNET -> unet().parameterCheck();
      case VAE -> vae().parameterCheck();
      case TEXT_ENCODER -> textEncoder().parameterCheck();
      case IMAGE_ENCODER -> imageEncoder().orElseThrow(() -> absent(part)).parameterCheck();
    };
  }

  /** The parts it has. */
  Set<ModelPart> parts() {
    return parts.weights().keySet();
  }

  private IllegalArgumentException absent(ModelPart part) {
    return new IllegalArgumentException(root() + ": there is no " + part.folder());
  }
}
