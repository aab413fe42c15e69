package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.vae.AutoencoderKl;

/**
 * Images to latents and back, with the scaling the U-Net is trained on.
 *
 * <p>Letters of shapes: B batch, H and W of an image, Z channels, h and w of its latent.
 */
public final class LatentCodec implements AutoCloseable {

  private final Script encoder;
  private final Script decoder;
  private final double scalingFactor;

  /**
   * A codec that owns its scripts.
   *
   * @param encoder compiled of the autoencoder's encoder
   * @param decoder compiled of its decoder
   * @param scalingFactor what latents are multiplied by for the U-Net
   */
  public LatentCodec(Script encoder, Script decoder, double scalingFactor) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.scalingFactor = scalingFactor;
  }

  /** Compiles the autoencoder of a model, which must stay open as long and have it loaded. */
  static LatentCodec of(DiffusionModel model) {
    AutoencoderKl vae = model.folder().vae();
    return new LatentCodec(
        model.compile(vae.encoder(), ModelPart.VAE),
        model.compile(vae.decoder(), ModelPart.VAE),
        vae.config().scalingFactor());
  }

  /** The likeliest latents [B,Z,h,w] of images [B,3,H,W], values from -1 to 1. */
  NDArray encodeMean(NDArray images) {
    try (NDArray moments = encoder.run(images)) {
      return moments.split(2, 1).get(0).mul(scalingFactor);
    }
  }

  /**
   * Draws latents of images.
   *
   * @param images [B,3,H,W], values from -1 to 1
   * @param noise standard normal [B,Z,h,w]
   * @return [B,Z,h,w], of the manager of images
   */
  public NDArray encode(NDArray images, NDArray noise) {
    try (NDArray moments = encoder.run(images)) {
      NDList halves = moments.split(2, 1);
      NDArray mean = halves.get(0);
      NDArray deviation = halves.get(1).mul(0.5).exp();
      return deviation.mul(noise).addi(mean).muli(scalingFactor);
    }
  }

  /** The images [B,3,H,W] of latents [B,Z,h,w], values about from -1 to 1, not clamped. */
  public NDArray decode(NDArray latents) {
    try (NDArray unscaled = latents.div(scalingFactor)) {
      return decoder.run(unscaled);
    }
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
