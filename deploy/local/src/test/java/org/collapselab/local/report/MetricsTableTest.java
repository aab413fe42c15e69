package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTableTest {

  @Test
  void shouldHaveARowForEachConditionAndAColumnForEachIteration() {
    // When
    List<MetricsTable> tables =
        MetricsTable.of(Metrics.twoConditions(), List.of("synthetic", "real"));

    // Then
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).cells())
        .containsExactly(
            List.of("condition", "base", "1", "2", "3"),
            List.of(
                "synthetic",
                "10.00 [9.00, 11.00]",
                "30.50 [29.50, 31.50]",
                "51.00 [50.00, 52.00]",
                "71.50 [70.50, 72.50]"),
            List.of(
                "real",
                "10.00 [9.00, 11.00]",
                "9.00 [8.00, 10.00]",
                "8.00 [7.00, 9.00]",
                "7.00 [6.00, 8.00]"));
  }

  @Test
  void shouldSayWhatANumberRestsOn() {
    assertThat(MetricsTable.text(Metrics.twoConditions(), List.of("synthetic", "real")))
        .contains("FD (small CLIP)", "n = 128", "95 % intervals", "network emoji-small")
        .contains("real against real images at n = 128: 1.50 [1.00, 2.00]");
  }
}
