package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  @Test
  void shouldPutEveryImageInItsPlaceAndLeaveMissingOnesEmpty() {
    // Given
    var grid =
        new ImageGrid(
            List.of("one prompt", "another"),
            List.of(
                new ImageGrid.Row("base model", List.of(tile(Color.RED), tile(Color.GREEN))),
                new ImageGrid.Row(
                    "iteration 1",
                    List.of(new ImageGrid.Tile(Optional.empty()), tile(Color.BLUE)))),
            false);

    // When
    BufferedImage image = grid.draw();

    // Then
    assertThat(at(image, 0, 0)).isEqualTo(Color.RED);
    assertThat(at(image, 1, 0)).isEqualTo(Color.GREEN);
    assertThat(at(image, 0, 1)).isEqualTo(Color.WHITE);
    assertThat(at(image, 1, 1)).isEqualTo(Color.BLUE);
  }

  private static Color at(BufferedImage image, int column, int row) {
    return new Color(
        image.getRGB(
            image.getWidth() / 4 * (1 + 2 * column), image.getHeight() / 4 * (1 + 2 * row)));
  }

  private static ImageGrid.Tile tile(Color color) {
    var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 4; i++) {
      image.setRGB(i % 2, i / 2, color.getRGB());
    }
    return new ImageGrid.Tile(Optional.of(image));
  }
}
