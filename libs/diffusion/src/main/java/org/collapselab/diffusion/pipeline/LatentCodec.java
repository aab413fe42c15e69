package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.Tiles;
import org.collapselab.diffusion.vae.VaeConfig;

/**
 * Images to latents and back, with the scaling the U-Net is trained on. Many images go through the
 * autoencoder some at a time, and a very large one in tiles, so that its memory has a bound.
 *
 * <p>Letters of shapes: B batch, H and W of an image, Z channels, h and w of its latent.
 */
public final class LatentCodec implements AutoCloseable {

  private static final int SMALLEST_TILE = 4;

  /**
   * When images are divided.
   *
   * @param together pixels up to which images go through the autoencoder together
   * @param whole pixels up to which one image goes through it whole; one of more goes in tiles of
   *     the size that the autoencoder was trained on, and comes out a little different
   */
  record Bounds(long together, long whole) {

    static final Bounds STANDARD = new Bounds(512L * 512, 1024L * 1024);
  }

  private final Script encoder;
  private final Script decoder;
  private final Tiles encoderTiles;
  private final Tiles decoderTiles;
  private final VaeConfig config;
  private final Bounds bounds;

  /**
   * A codec that owns its scripts.
   *
   * @param encoder compiled of the autoencoder's encoder
   * @param decoder compiled of its decoder
   * @param config of the autoencoder
   */
  public LatentCodec(Script encoder, Script decoder, VaeConfig config) {
    this(encoder, decoder, config, Bounds.STANDARD);
  }

  LatentCodec(Script encoder, Script decoder, VaeConfig config, Bounds bounds) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.config = config;
    this.bounds = bounds;
    int latent = Math.max(SMALLEST_TILE, config.sampleSize() / config.factor());
    int image = latent * config.factor();
    encoderTiles = new Tiles(encoder::run, image, latent);
    decoderTiles = new Tiles(decoder::run, latent, image);
  }

  /** Compiles the autoencoder of a model, which must stay open as long and have it loaded. */
  static LatentCodec of(DiffusionModel model) {
    AutoencoderKl vae = model.folder().vae();
    return new LatentCodec(
        model.compile(vae.encoder(), ModelPart.VAE),
        model.compile(vae.decoder(), ModelPart.VAE),
        vae.config());
  }

  /** The likeliest latents [B,Z,h,w] of images [B,3,H,W], values from -1 to 1. */
  NDArray encodeMean(NDArray images) {
    try (NDArray moments = moments(images)) {
      return moments.split(2, 1).get(0).mul(config.scalingFactor());
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
    try (NDArray moments = moments(images)) {
      NDList halves = moments.split(2, 1);
      NDArray mean = halves.get(0);
      NDArray deviation = halves.get(1).mul(0.5).exp();
      return deviation.mul(noise).addi(mean).muli(config.scalingFactor());
    }
  }

  /** The images [B,3,H,W] of latents [B,Z,h,w], values about from -1 to 1, not clamped. */
  public NDArray decode(NDArray latents) {
    long pixels = (long) config.factor() * config.factor() * plane(latents);
    try (NDArray unscaled = latents.div(config.scalingFactor())) {
      return some(unscaled, pixels, pixels > bounds.whole() ? decoderTiles::run : decoder::run);
    }
  }

  private NDArray moments(NDArray images) {
    long pixels = plane(images);
    return some(images, pixels, pixels > bounds.whole() ? encoderTiles::run : encoder::run);
  }

  /** Runs a network on some rows after the others. */
  private NDArray some(NDArray rows, long pixels, UnaryOperator<NDArray> network) {
    long count = rows.getShape().get(0);
    long together = Math.max(1, bounds.together() / pixels);
    if (count <= together) {
      return network.apply(rows);
    }
    try (NDList results = new NDList()) {
      for (long from = 0; from < count; from += together) {
        long to = Math.min(from + together, count);
        try (NDArray slice = rows.get(new NDIndex().addSliceDim(from, to))) {
          results.add(network.apply(slice));
        }
      }
      return NDArrays.concat(results);
    }
  }

  private static long plane(NDArray images) {
    return images.getShape().get(2) * images.getShape().get(3);
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
