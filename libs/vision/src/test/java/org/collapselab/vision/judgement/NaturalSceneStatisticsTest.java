package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.noise.Noise;
import org.collapselab.diffusion.noise.NoiseKey;
import org.junit.jupiter.api.Test;

class NaturalSceneStatisticsTest {

  @Test
  void shouldFindGaussiansInGaussianNoise() {
    // Given: its normalised levels are near Gaussian and independent, so that products of
    // neighbours are alike in all directions and have a mean of about zero
    byte[] rgb = new byte[3 * 256 * 256];
    float[] noise = Noise.gaussian(new NoiseKey(1, 0, 0, 0, "grey"), 256 * 256);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(128 + 20 * noise[i / 3])));
    }

    // When
    double[] features = NaturalSceneStatistics.of(new RgbImage(256, 256, rgb));

    // Then
    assertThat(features).hasSize(36);
    assertThat(features[0]).isBetween(1.9, 3.0);
    for (int direction = 0; direction < 4; direction++) {
      assertThat(features[2 + 4 * direction]).isBetween(0.7, 1.3);
      assertThat(features[3 + 4 * direction]).isBetween(-0.15, 0.05);
    }
  }

  @Test
  void shouldDescribeAnImageOfOneColour() {
    byte[] rgb = new byte[3 * 16 * 9];
    Arrays.fill(rgb, (byte) 255);
    assertThat(Arrays.stream(NaturalSceneStatistics.of(new RgbImage(16, 9, rgb))))
        .allMatch(Double::isFinite);
  }

  @Test
  void shouldRefuseImagesWithoutAnyNeighbourhood() {
    assertThatThrownBy(() -> NaturalSceneStatistics.of(new RgbImage(7, 9, new byte[3 * 63])))
        .hasMessage("image: expected at least 8 x 8 pixels, got 7 x 9");
  }
}
