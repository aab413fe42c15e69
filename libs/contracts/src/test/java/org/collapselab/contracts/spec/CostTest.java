package org.collapselab.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void countsReplicatesApartAndTheirBaseOnce() {
    // Given
    String one = "- {name: a, syntheticFraction: 0.5, iterations: 2, replicates: 1}";
    String three = one.replace("1}", "3}");
    // Then
    assertThat(cost(three).checkpoints()).isEqualTo(3 * cost(one).checkpoints());
    assertThat(cost(three).trainingImages()).isEqualTo(3 * cost(one).trainingImages());
    assertThat(cost(three).evaluations()).isEqualTo(3 * 2 + 1);
  }

  @Test
  void countsWhatAConditionOverrides() {
    // Given
    String conditions =
        """
        - {name: a, syntheticFraction: 0, iterations: 1}
        - {name: b, syntheticFraction: 0, iterations: 1, epochs: 4}
        - {name: c, syntheticFraction: 0, iterations: 1, guidance: 2}
        """;
    // Then
    assertThat(cost(conditions).checkpoints()).isEqualTo(2);
    assertThat(cost(conditions).trainingSteps()).isEqualTo(25 + 50);
  }

  @Test
  void countsTheStepsOfAGrowingSet() {
    // Given
    String yaml = "- {name: a, syntheticFraction: [0.5, 0.5, 0], regime: accumulate}";
    // Then
    assertThat(cost(yaml).trainingSteps()).isEqualTo(38 + 50 + 50);
    assertThat(cost(yaml).trainingImages()).isEqualTo(100);
  }

  @Test
  void countsRegimesApartFromWhereTheirSetsDiffer() {
    // Given
    String conditions =
        """
        - {name: a, syntheticFraction: [0.5, 0.5]}
        - {name: b, syntheticFraction: [0.5, 0.5], regime: fresh-real}
        - {name: c, syntheticFraction: [0.5, 0.5], regime: accumulate-subsample}
        - {name: d, syntheticFraction: [0, 0], regime: accumulate}
        - {name: e, syntheticFraction: [0, 0], regime: accumulate-subsample}
        """;
    // Then
    assertThat(cost(conditions).checkpoints()).isEqualTo(2 + 1 + 2 + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke", "laptop", "study", "paper", "paper-768"})
  void isDocumentedOfTheExperimentsThatAreShipped(String name) throws IOException {
    // Given
    Path root = Path.of(System.getProperty("lab.root"));
    // When
    Cost cost = Cost.of(SpecReader.read(root.resolve("deploy/experiments/" + name + ".yaml")), 0);
    // Then
    assertThat(Files.readString(root.resolve("docs/experiment-spec.md")))
        .containsPattern(
            "\\| `%s.yaml` \\| [^|]+ \\| %d \\| %d \\| %d \\|"
                .formatted(
                    name,
                    cost.trainingImages() + cost.evaluationImages(),
                    cost.checkpoints(),
                    cost.trainingSteps()));
  }
}
