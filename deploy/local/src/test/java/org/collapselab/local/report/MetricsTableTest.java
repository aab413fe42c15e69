package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.SpecReader;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
  private static final ExperimentSpec SPEC =
      SpecReader.read(
          """
          name: table
          model: model
          realDataset: data
          conditions:
            - {name: synthetic, syntheticFraction: 1}
            - {name: real, syntheticFraction: 0}
          """);

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
    assertThat(MetricsTable.text(Metrics.twoConditions(), SPEC))
        .contains("FD (small CLIP)", "n = 128", "95 % intervals", "network emoji-small")
        .contains("real against real images at n = 128: 1.50 [1.00, 2.00]");
  }

  @Test
  void shouldShowReplicatesAsTheirMeanAndRange() {
    // Given
    ExperimentSpec spec =
        SpecReader.read(
            """
            name: table
            model: model
            realDataset: data
            conditions:
              - {name: both, group: g, syntheticFraction: 1}
              - {name: real, group: g, syntheticFraction: 1, seed: 2}
              - {name: synthetic, group: g, syntheticFraction: 1, seed: 3}
            """);

    // When
    MetricsTable table = MetricsTable.ofGroups(Metrics.twoConditions(), spec).get(0);

    // Then
    assertThat(table.cells())
        .containsExactly(
            List.of("condition", "base", "1", "2", "3"),
            List.of(
                "g",
                "10.00 [10.00, 10.00]",
                "19.75 [9.00, 30.50]",
                "29.50 [8.00, 51.00]",
                "39.25 [7.00, 71.50]"));
    assertThat(table.basis()).contains("n = 128, mean and range of 3 replicates");
  }
}
