package org.collapselab.diffusion.pipeline;

/** A network of a model folder. */
public enum ModelPart {
  /** The denoising network. */
  UNET("unet", "diffusion_pytorch_model"),
  /** The autoencoder between images and latents. */
  VAE("vae", "diffusion_pytorch_model"),
  /** The network that turns prompts into contexts. */
  TEXT_ENCODER("text_encoder", "model"),
  /** CLIP's image tower; a model can generate without it. */
  IMAGE_ENCODER("image_encoder", "model");

  private final String folder;
  private final String stem;

  ModelPart(String folder, String stem) {
    this.folder = folder;
    this.stem = stem;
  }

  /** The name of its folder. */
  public String folder() {
    return folder;
  }

  /** The path of its configuration within the model folder. */
  public String configFile() {
    return folder + "/config.json";
  }

  /** The path of its weights within the model folder. */
  public String weightsFile() {
    return folder + '/' + stem + ".safetensors";
  }

  /** The weights file's name without its extension. */
  String stem() {
    return stem;
  }

  /** Whether the single file of a Stable Diffusion holds it. */
  boolean isInSingleFile() {
    return this != IMAGE_ENCODER;
  }
}
