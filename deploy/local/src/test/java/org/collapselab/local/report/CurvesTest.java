package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.collapselab.local.evaluator.MetricView;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void shouldDrawALineOfItsOwnColourForEachCondition() {
    // Given
    assumeThat(TextDrawing.problem()).isEmpty();

    List<String> conditions = List.of("real", "synthetic");

    // When
    BufferedImage image =
        Curves.draw(MetricsTable.of(Metrics.twoConditions(), conditions).get(0), conditions);

    // Then
    assertThat(colours(image)).contains(0x0072B2, 0xE69F00, 0xffffff);
  }

  @Test
  void shouldKeepTheColourOfAConditionWhereAnotherHasNoLine() {
    // Given
    assumeThat(TextDrawing.problem()).isEmpty();
    List<String> conditions = List.of("real", "synthetic");
    List<MetricView> metrics =
        Metrics.twoConditions().stream()
            .filter(metric -> metric.condition().equals("synthetic"))
            .toList();

    // When
    BufferedImage image = Curves.draw(MetricsTable.of(metrics, conditions).get(0), conditions);

    // Then
    assertThat(colours(image)).contains(0xE69F00).doesNotContain(0x0072B2);
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colours;
  }
}
