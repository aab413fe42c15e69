package org.collapselab.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is in a store is found again by name, so the names of the shipped experiments and of their
 * evaluations outlive every release; here they are as they were first recorded. A new field must
 * not show in what says nothing of it.
 */
class RecordedIdentitiesTest {

  private static final Key CHECKPOINT = Key.parse("c".repeat(64));
  private static final Key REAL_DATASET = Key.parse("d".repeat(64));

  @ParameterizedTest
  @CsvSource({
    "smoke, ebe59e351ad5, dd8f39ed027d5b53a17c6d4e62c71b8202d87312ad2cfa5514d91b44b9df8a84",
    "laptop, 13b1a6a07127, ef2a5f79cc62bae1f1547a55a867449a6a15bafbcdc156f21897ec57d844a197",
    "paper, 449f5a3a363b, d7264b0cb0d61e0ee3f25e78ca4a54b1fd8102e2f8182b3dca3bc718f0f1d304",
  })
  void shouldNameShippedExperimentsAndTheirEvaluationsAsEver(
      String name, String experiment, String evaluation) throws IOException {
    // Given
    Path file = Path.of(System.getProperty("lab.root"), "deploy/experiments", name + ".yaml");
    ExperimentSpec spec = SpecReader.read(file);

    // When
    ResolvedExperiment resolved = ResolvedExperiment.of(spec, CHECKPOINT, REAL_DATASET);
    EvaluationRecipe recipe =
        new EvaluationRecipe(
            CHECKPOINT,
            List.of(Key.parse("e".repeat(64))),
            REAL_DATASET,
            spec.evaluation()
                .parameters(spec.generation().width(), spec.generation().height(), spec.seed()),
            "small-clip@01234567");

    // Then
    assertThat(resolved.experiment()).isEqualTo(name + "-" + experiment);
    assertThat(recipe.key()).isEqualTo(Key.parse(evaluation));
  }
}
