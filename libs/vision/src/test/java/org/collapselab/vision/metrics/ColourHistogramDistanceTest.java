package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;
import org.junit.jupiter.api.Test;

class ColourHistogramDistanceTest {

  @Test
  void shouldBeTheLevelsByWhichTheColoursMoved() {
    // Given: red moves by 30 levels, green by none, blue by 60
    List<RgbImage> before = List.of(plain(100, 50, 20, 4), plain(110, 60, 30, 2));
    List<RgbImage> after = List.of(plain(130, 50, 80, 3), plain(140, 60, 90, 5));

    // Then: sizes do not matter
    assertThat(distance(after, before)).isCloseTo(30, within(1e-4));
    assertThat(distance(before, before)).isZero();
  }

  @Test
  void shouldCountEachImageOnce() {
    List<RgbImage> reference = List.of(plain(0, 0, 0, 1), plain(200, 200, 200, 9));

    assertThat(distance(List.of(plain(100, 100, 100, 2)), reference)).isCloseTo(100, within(1e-4));
  }

  private static double distance(List<RgbImage> images, List<RgbImage> reference) {
    return ColourHistogramDistance.statistic(histograms(images), histograms(reference)).value();
  }

  private static float[][] histograms(List<RgbImage> images) {
    return images.stream().map(ColourHistogramDistance::cumulative).toArray(float[][]::new);
  }

  private static RgbImage plain(int red, int green, int blue, int side) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      rgb[3 * i] = (byte) red;
      rgb[3 * i + 1] = (byte) green;
      rgb[3 * i + 2] = (byte) blue;
    }
    return new RgbImage(side, side, rgb);
  }
}
