package org.collapselab.diffusion.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizeTest {

  private static RgbImage plain(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return new RgbImage(width, height, rgb);
  }

  @Test
  void keepsAPlainColourInBothDirections() {
    assertThat(Resize.toSquare(plain(100, 70, 93), 33)).isEqualTo(plain(33, 33, 93));
    assertThat(Resize.toSquare(plain(9, 11, 93), 40)).isEqualTo(plain(40, 40, 93));
  }

  @Test
  void cutsTheCentreSquare() {
    // Given black with a white square in the middle
    RgbImage wide = plain(30, 10, 0);
    for (int y = 0; y < 10; y++) {
      Arrays.fill(wide.rgb(), 3 * (30 * y + 10), 3 * (30 * y + 20), (byte) 255);
    }

    // Then
    assertThat(Resize.toSquare(wide, 5)).isEqualTo(plain(5, 5, 255));
  }

  @Test
  void averagesFinePatternsWhenShrinking() {
    // Given a checkerboard of single pixels
    RgbImage board = plain(64, 64, 0);
    for (int p = 0; p < 64 * 64; p++) {
      if ((p / 64 + p % 64) % 2 == 0) {
        Arrays.fill(board.rgb(), 3 * p, 3 * p + 3, (byte) 255);
      }
    }

    // When
    RgbImage small = Resize.toSquare(board, 8);

    // Then away from the border it is an even gray
    for (int y = 1; y < 7; y++) {
      for (int x = 1; x < 7; x++) {
        assertThat(small.rgb()[3 * (8 * y + x)] & 0xff).isBetween(126, 129);
      }
    }
  }

  @Test
  void leavesAPictureOfTheRightSizeAlone() {
    // Given
    RgbImage image = Pictures.random(12, 12, 1);

    // Then
    assertThat(Resize.toSquare(image, 12)).isSameAs(image);
  }
}
