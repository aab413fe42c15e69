package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructionTest {

  @TempDir static Path folder;
  private static Reconstruction reconstruction;

  @BeforeAll
  static void open() throws Exception {
    reconstruction = Reconstruction.open(ModelFolder.open(TinyModel.write(folder, 1)), "cpu");
  }

  @AfterAll
  static void close() {
    reconstruction.close();
  }

  @Test
  void shouldGiveBackEachImageAtTheSizeAskedForAndAlwaysTheSame() {
    // Given
    RgbImage wide = noise(80, 50, 1);
    RgbImage other = noise(80, 50, 2);

    // When
    List<RgbImage> made =
        List.of(
            reconstruction.of(wide, 32), reconstruction.of(other, 32), reconstruction.of(wide, 32));

    // Then
    assertThat(made).allMatch(image -> image.width() == 32 && image.height() == 32);
    assertThat(made.get(2).rgb()).isEqualTo(made.get(0).rgb());
    assertThat(made.get(1).rgb()).isNotEqualTo(made.get(0).rgb());
  }

  @Test
  void shouldRefuseASizeThatTheAutoencoderCannotHalve() {
    // When / Then
    assertThatThrownBy(() -> reconstruction.of(noise(32, 32, 1), 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected a multiple of the autoencoder's 2, was 31");
  }

  private static RgbImage noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
