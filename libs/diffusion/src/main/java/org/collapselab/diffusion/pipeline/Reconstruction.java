package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Set;
import org.collapselab.diffusion.data.Resize;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.Torch;

/**
 * Images as a model's autoencoder gives them back: encoded to the mean of their posterior and
 * decoded. Whatever a latent diffusion model makes went through the same decoder, so these are the
 * real images that its images can be held against. Safe for use by several threads.
 */
public final class Reconstruction implements AutoCloseable {

  private final DiffusionModel model;
  private final LatentCodec codec;

  private Reconstruction(DiffusionModel model) {
    this.model = model;
    this.codec = LatentCodec.of(model);
  }

  /**
   * Loads the autoencoder of a model.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if a file cannot be read
   */
  public static Reconstruction open(ModelFolder folder, String device) throws IOException {
    return new Reconstruction(DiffusionModel.load(folder, device, Set.of(ModelPart.VAE)));
  }

  /**
   * The centre square of the image at {@code size} pixels a side, reconstructed.
   *
   * @param size a multiple of the autoencoder's factor
   * @throws IllegalArgumentException if it is not
   */
  public RgbImage of(RgbImage image, int size) {
    int factor = model.folder().vae().config().factor();
    if (size < 1 || size % factor != 0) {
      throw new IllegalArgumentException(
          "size: expected a multiple of the autoencoder's %d, was %d".formatted(factor, size));
    }
    float[] planes = Resize.toSquare(image, size).toPlanes();
    return Torch.withoutGradient(
        () -> {
          try (NDManager manager = model.newManager()) {
            NDArray input = manager.create(planes, new Shape(1, 3, size, size));
            NDArray output = codec.decode(codec.encodeMean(input));
            return RgbImage.ofPlanes(size, size, output.toFloatArray());
          }
        });
  }

  @Override
  public void close() {
    codec.close();
    model.close();
  }
}
