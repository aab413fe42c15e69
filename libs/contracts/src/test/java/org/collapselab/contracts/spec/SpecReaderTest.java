package org.collapselab.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.collapselab.contracts.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  private static final String LEAST =
      """
      name: least
      model: a
      realDataset: b
      conditions:
        - name: half
          syntheticFraction: 0.5
      """;

  private static List<String> problems(String yaml) {
    SpecException refused = catchThrowableOfType(SpecException.class, () -> SpecReader.read(yaml));
    assertThat(refused).as("the spec is refused").isNotNull();
    return refused.problems().stream().map(SpecException.Problem::toString).toList();
  }

  @Test
  void fillsInTheDocumentedDefaults() {
    // When
    ExperimentSpec spec = SpecReader.read(LEAST);
    // Then
    assertThat(spec.seed()).isZero();
    assertThat(spec.images()).isEqualTo(128);
    assertThat(spec.generation().mode()).isEqualTo(GenerationSpec.Mode.IMAGE_TO_IMAGE);
    assertThat(spec.generation().scheduler()).isEqualTo("dpm-solver++");
    assertThat(spec.training().from()).isEqualTo(TrainingSpec.From.PREVIOUS);
    assertThat(spec.evaluation().confidence()).isEqualTo(0.95);
    assertThat(spec.conditions().get(0).iterations()).isEqualTo(5);
    assertThat(spec.conditions().get(0).syntheticFraction())
        .containsExactly(0.5, 0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void takesAFractionForEachIteration() {
    // When
    ExperimentSpec spec =
        SpecReader.read(LEAST.replace("syntheticFraction: 0.5", "syntheticFraction: [1, 0]"));
    // Then
    assertThat(spec.conditions().get(0).iterations()).isEqualTo(2);
    assertThat(spec.conditions().get(0).syntheticAt(1, 128)).isEqualTo(128);
    assertThat(spec.conditions().get(0).syntheticAt(2, 128)).isZero();
  }

  @Test
  void readsNumbersAsJsonDoes() {
    // When
    ExperimentSpec spec =
        SpecReader.read(LEAST + "training: {learningRate: 1e-5}\nheldOutPrompts: [no, 010]\n");
    // Then
    assertThat(spec.training().learningRate()).isEqualTo(1e-5);
    assertThat(spec.heldOutPrompts()).containsExactly("no", "010");
  }

  @Test
  void listsEveryProblemWithItsLine() {
    // Given
    String yaml =
        """
        name: wrong
        model: a
        imagez: 3
        images: 0
        generation:
          mode: telepathy
          width: 100
        training:
          epochs: 0
        conditions:
          - name: Has Spaces
            syntheticFraction: 1.5
        """;
    // When
    List<String> problems = problems(yaml);
    // Then
    assertThat(problems).hasSize(8);
    assertThat(problems.get(0))
        .isEqualTo("line 1: realDataset: expected a value but it is missing");
    assertThat(problems.get(1)).isEqualTo("line 3: imagez: there is no such field");
    assertThat(problems.get(2)).startsWith("line 4: images: ").endsWith("but found 0");
    assertThat(problems.get(3)).startsWith("line 6: generation.mode: ").contains("text-to-image");
    assertThat(problems.get(4)).startsWith("line 7: generation.width: ").contains("8");
    assertThat(problems.get(5)).startsWith("line 9: training.epochs: ");
    assertThat(problems.get(6)).startsWith("line 11: conditions[0].name: ");
    assertThat(problems.get(7)).startsWith("line 12: conditions[0].syntheticFraction: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: twice                                    | line 7: name: the field is given twice
          heldOutPrompts: [a, a]                         | line 7: heldOutPrompts[1]: expected each prompt once
          generation: {steps: 2, strength: 0.4}          | line 7: generation.strength: expected strength times steps
          seed: 9007199254740992                         | line 7: seed:
          seed: &a 1                                     |
          images: *nothing                               | line 7: expected YAML:
          seed: !!java.net.URL [x]                       | line 7: expected YAML: Global tag is not allowed
          heldOutPrompts: [&x a, *x]                     | line 7: heldOutPrompts[1]: aliases are not allowed
          training: {epochs: 0.5}                        | line 7: training.epochs:
          training: {learningRate: fast}                 | line 7: training.learningRate:
          training:                                      | line 7: training:
          evaluation: {confidence: 1}                    | line 7: evaluation.confidence:
          ? [a]                                          | line 7: expected a field's name
          """)
  void namesTheLineAndTheField(String line, String problem) {
    if (problem == null) {
      assertThat(SpecReader.read(LEAST + line).seed()).isEqualTo(1);
    } else {
      assertThat(problems(LEAST + line)).singleElement().asString().startsWith(problem);
    }
  }

  @Test
  void holdsConditionsTogether() {
    // Given
    String more =
        """
          - name: half
            iterations: 3
            syntheticFraction: [0, 1]
        """;
    // Then
    assertThat(problems(LEAST + more))
        .containsExactly(
            "line 7: conditions[1].name: expected a name of its own but found 'half' again",
            "line 9: conditions[1].syntheticFraction: "
                + "expected one number for each of the 3 iterations but found 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just text", "[1, 2]", "a: b: c", "--- {}\n--- {}", "\t- x"})
  void refusesWhatIsNoSpec(String yaml) {
    assertThat(problems(yaml)).isNotEmpty();
  }

  @Test
  void refusesBombs() {
    // Given
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'j'; c++) {
      char before = (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append(("*" + before + ",").repeat(8)).append("*").append(before).append("]\n");
    }
    // Then
    assertThat(problems(bomb.toString())).allMatch(problem -> problem.contains("aliases"));
    assertThat(problems("[".repeat(10_000))).isNotEmpty();
  }

  @Test
  void refusesHugeFilesAndOtherEncodings(@TempDir Path folder) throws IOException {
    // Given
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[SpecReader.MAX_BYTES + 1]);
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9});
    // Then
    assertThatThrownBy(() -> SpecReader.read(huge)).hasMessageContaining("at most");
    assertThatThrownBy(() -> SpecReader.read(latin)).hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke", "laptop", "study", "paper", "paper-768"})
  void readsTheExperimentsThatAreShipped(String name) throws IOException {
    // Given
    Path file = Path.of(System.getProperty("lab.root"), "deploy/experiments", name + ".yaml");
    // When
    ExperimentSpec spec = SpecReader.read(file);
    // Then
    assertThat(spec.name()).isEqualTo(name);
  }

  @Test
  void namesAnExperimentByWhatItIsMadeOf() {
    // Given
    ExperimentSpec here = SpecReader.read(LEAST);
    ExperimentSpec there =
        SpecReader.read(
            LEAST
                .replace("model: a", "model: /there/m")
                .replace("realDataset: b", "realDataset: ../there/d\ncorruptImages: skip"));
    // When
    List<String> names =
        Stream.of(here, there)
            .map(spec -> ResolvedExperiment.of(spec, Examples.BASE.key(), Examples.REAL.key()))
            .map(ResolvedExperiment::experiment)
            .toList();
    // Then
    assertThat(there.model()).isEqualTo("/there/m");
    assertThat(names.get(0)).isEqualTo(names.get(1)).matches("least-[0-9a-f]{12}");
    assertThat(ResolvedExperiment.of(here, Examples.BASE.key(), Examples.PHOTO).experiment())
        .isNotEqualTo(names.get(0));
  }

  @Test
  void readsWhatBecomesOfCorruptImages() {
    assertThat(SpecReader.read(LEAST).corruptImages()).isEmpty();
    assertThat(SpecReader.read(LEAST + "corruptImages: skip\n").corruptImages())
        .contains(ExperimentSpec.CorruptImages.SKIP);
    assertThat(problems(LEAST + "corruptImages: ignore\n"))
        .singleElement()
        .asString()
        .contains("corruptImages", "refuse", "skip");
  }

  /** A changed name would start an experiment again that is half done. */
  @Test
  void keepsTheNameOfAnExperimentForEver() {
    // Given
    String spelledOut = LEAST + "training: {precision: fp32, microBatch: 8}\n";
    // When // Then
    assertThat(experiment(LEAST)).isEqualTo("least-4dc152c19208");
    assertThat(experiment(spelledOut)).isEqualTo(experiment(LEAST));
    assertThat(experiment(LEAST + "training: {precision: bf16}\n")).isNotEqualTo(experiment(LEAST));
    assertThat(experiment(LEAST + "training: {microBatch: 2}\n")).isNotEqualTo(experiment(LEAST));
  }

  private static String experiment(String yaml) {
    return ResolvedExperiment.of(SpecReader.read(yaml), Examples.BASE.key(), Examples.REAL.key())
        .experiment();
  }
}
