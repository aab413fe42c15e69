package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void shouldDrawALineOfItsOwnColourForEachCondition() {
    // Given
    assumeThat(TextDrawing.problem()).isEmpty();

    // When
    BufferedImage image =
        Curves.draw(MetricsTable.of(Metrics.twoConditions(), List.of("real", "synthetic")).get(0));

    // Then
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    assertThat(colours).contains(0x0072B2, 0xE69F00, 0xffffff);
  }
}
