package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.pipeline.LatentCodec.Bounds;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatentCodecTest {

  private static final float ROUNDING = 1e-5f;

  private final NDManager manager = Torch.newManager("cpu");

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void manyImagesAreDecodedAsEachOfThemAlone() {
    // Given: room for two of three images
    AutoencoderKl vae = autoencoder();
    NDArray latents = manager.randomNormal(new Shape(3, 4, 16, 24));
    try (Weights weights = Weights.initialize(vae.parameters(), 1, "cpu");
        LatentCodec codec = codec(vae, weights, new Bounds(2 * 32 * 48, 32 * 48))) {
      // When
      NDArray together = codec.decode(latents);

      // Then
      assertThat(together.getShape()).isEqualTo(new Shape(3, 3, 32, 48));
      for (int row = 0; row < 3; row++) {
        NDArray alone = codec.decode(latents.get(row).expandDims(0)).get(0);
        assertThat(difference(together.get(row), alone)).isLessThan(ROUNDING);
      }
    }
  }

  @Test
  void aLargeImageIsDecodedInTilesThatComeCloseToTheWhole() {
    // Given
    AutoencoderKl vae = autoencoder();
    NDArray latents = manager.randomNormal(new Shape(1, 4, 56, 56));
    try (Weights weights = Weights.initialize(vae.parameters(), 1, "cpu");
        LatentCodec tiling = codec(vae, weights, new Bounds(64 * 64, 64 * 64));
        LatentCodec whole = codec(vae, weights, Bounds.STANDARD)) {
      // When
      NDArray tiled = tiling.decode(latents);
      NDArray expected = whole.decode(latents);

      // Then: group normalisation sees a tile's own statistics, so that it only comes close
      assertThat(tiled.getShape()).isEqualTo(expected.getShape());
      double size = expected.abs().mean().getFloat();
      assertThat(tiled.sub(expected).abs().mean().getFloat()).isLessThan((float) (0.2 * size));
      assertThat(difference(tiled, expected)).isGreaterThan(0);
    }
  }

  @Test
  void aLargeImageIsEncodedInTilesThatComeCloseToTheWhole() {
    // Given
    AutoencoderKl vae = autoencoder();
    NDArray image = manager.randomNormal(new Shape(1, 3, 112, 112));
    try (Weights weights = Weights.initialize(vae.parameters(), 1, "cpu");
        LatentCodec tiling = codec(vae, weights, new Bounds(64 * 64, 64 * 64));
        LatentCodec whole = codec(vae, weights, Bounds.STANDARD)) {
      // When
      NDArray tiled = tiling.encodeMean(image);
      NDArray expected = whole.encodeMean(image);

      // Then
      assertThat(tiled.getShape()).isEqualTo(new Shape(1, 4, 56, 56));
      double size = expected.abs().mean().getFloat();
      assertThat(tiled.sub(expected).abs().mean().getFloat()).isLessThan((float) (0.2 * size));
      assertThat(difference(tiled, expected)).isGreaterThan(0);
    }
  }

  private static LatentCodec codec(AutoencoderKl vae, Weights weights, Bounds bounds) {
    return new LatentCodec(
        Script.compile(vae.encoder(), weights),
        Script.compile(vae.decoder(), weights),
        vae.config(),
        bounds);
  }

  /** It has no attention, so that a pixel depends on those around it only. */
  private static AutoencoderKl autoencoder() {
    return new AutoencoderKl(
        new VaeConfig(3, 3, 4, List.of(8, 8), 1, 4, false, true, true, 64, 0.5));
  }

  private static float difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
