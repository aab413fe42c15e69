package org.collapselab.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {
  private static Cost cost(String conditions) {
    String yaml =
        """
        name: cost
        model: a
        realDataset: b
        images: 100
        training: {batch: 8, epochs: 2}
        evaluation: {images: 10}
        generation: {width: 64, height: 64, shardSize: 8}
        conditions:
        """;
    return Cost.of(SpecReader.read(yaml + conditions.indent(2)), 1000);
  }

  @Test
  void countsOneCondition() {
    // When
    Cost cost = cost("- {name: a, syntheticFraction: 0.5, iterations: 2}");
    // Then
    assertThat(cost.trainingImages()).isEqualTo(100);
    assertThat(cost.replacements()).isZero();
    assertThat(cost.checkpoints()).isEqualTo(2);
    assertThat(cost.trainingSteps()).isEqualTo(2 * 25);
    assertThat(cost.evaluations()).isEqualTo(3);
    assertThat(cost.evaluationImages()).isEqualTo(30);
    assertThat(cost.bytes()).isEqualTo(2 * 1000 + 130 * 6144);
  }

  @Test
  void countsThePassesOfTheNetwork() {
    // Given 25 steps in all, 0.6 of them from an image, each with guidance
    Cost cost = cost("- {name: a, syntheticFraction: 0.5, iterations: 2}");
    // Then
    assertThat(cost.samplingPasses()).isEqualTo(100 * 2 * 15 + 30 * 2 * 25);
    assertThat(cost.trainingPasses()).isEqualTo(2 * 25 * 8);
  }

  @Test
  void countsOnePassAStepWithoutGuidance() {
    // Given
    String yaml =
        """
        name: cost
        model: a
        realDataset: b
        images: 10
        evaluation: {images: 2, steps: 3, guidance: 1}
        generation: {mode: text-to-image, steps: 4, guidance: 1}
        conditions:
          - {name: a, syntheticFraction: 1, iterations: 1}
        """;
    // Then
    assertThat(Cost.of(SpecReader.read(yaml), 0).samplingPasses()).isEqualTo(10 * 4 + 2 * 2 * 3);
  }

  @Test
  void countsASharedBeginningOnce() {
    // Given
    String alone = "- {name: a, syntheticFraction: 0.25, iterations: 3}";
    String healing = alone + "\n- {name: b, syntheticFraction: [0.25, 0.25, 0]}";
    // Then
    assertThat(cost(healing).checkpoints()).isEqualTo(cost(alone).checkpoints() + 1);
    assertThat(cost(healing).trainingImages()).isEqualTo(cost(alone).trainingImages());
  }

  @Test
  void countsAsManyIterationsAsASpecMayHave() {
    assertThat(cost("- {name: a, syntheticFraction: 0.5, iterations: 100}").checkpoints())
        .isEqualTo(100);
  }

  @Test
  void countsNestedSlotsOfTheSameCheckpointOnce() {
    // Given
    String nested =
        """
        - {name: a, syntheticFraction: 0.25, iterations: 1}
        - {name: b, syntheticFraction: 1, iterations: 1}
        """;
    // Then
    assertThat(cost(nested).trainingImages()).isEqualTo(100);
  }

  @Test
  void boundsWhatCurationMayAskFor() {
    assertThat(
            cost("- {name: a, syntheticFraction: 1, iterations: 2, curation: {maxAttempts: 3}}")
                .replacements())
        .isEqualTo(2 * 100 * 2);
  }
}
