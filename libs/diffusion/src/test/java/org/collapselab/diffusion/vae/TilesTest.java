package org.collapselab.diffusion.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.diffusion.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilesTest {

  private final NDManager manager = Torch.newManager("cpu");

  @AfterEach
  void free() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "20, 20", "9, 31", "24, 8", "13, 14"})
  void aNetworkThatSeesOnePixelAtATimeMakesOfTilesWhatItMakesOfTheWhole(int height, int width) {
    // Given
    NDArray input = manager.randomNormal(new Shape(2, 3, height, width));
    Tiles tiles = new Tiles(TilesTest::doubled, 8, 16);

    // When
    NDArray tiled = tiles.run(input);

    // Then
    NDArray whole = doubled(input);
    assertThat(tiled.getShape()).isEqualTo(whole.getShape());
    assertThat(tiled.sub(whole).abs().max().getFloat()).isLessThan(1e-6f);
  }

  @Test
  void tilesFadeIntoOneAnotherOverAQuarterOfTheirSides() {
    // Given: the first tile becomes 0, the second 1, and so on
    NDArray input = manager.zeros(new Shape(1, 1, 6, 14));
    List<Long> widths = new ArrayList<>();
    Tiles tiles =
        new Tiles(
            tile -> {
              widths.add(tile.getShape().get(3));
              return tile.add(widths.size() - 1);
            },
            8,
            8);

    // When
    float[] row = tiles.run(input).get(0).get(0).get(0).toFloatArray();

    // Then: a tile begins at every sixth column and fades in over two of the eight
    float[] expected = {0, 0, 0, 0, 0, 0, 0, 0.5f, 1, 1, 1, 1, 1, 1.5f};
    assertThat(row).containsExactly(expected, within(1e-6f));
    assertThat(widths).containsExactly(8L, 8L, 2L);
  }

  @Test
  void nothingIsLeftBehind() {
    // Given
    NDArray input = manager.randomNormal(new Shape(1, 1, 20, 20));
    int arrays = manager.getManagedArrays().size();

    // When
    new Tiles(TilesTest::doubled, 8, 16).run(input).close();

    // Then
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  @Test
  void tilesThatCannotOverlapAreRefused() {
    assertThatThrownBy(() -> new Tiles(tile -> tile, 3, 24))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4");
  }

  /** Every pixel four times, with another value. */
  private static NDArray doubled(NDArray x) {
    return x.mul(3).add(1).repeat(2, 2).repeat(3, 2);
  }
}
