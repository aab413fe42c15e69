package org.collapselab.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.collapselab.contracts.Examples;
import org.collapselab.contracts.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionMatrixTest {
  private static final String HEAD =
      """
      name: matrix
      model: a
      realDataset: b
      seed: 5
      conditions:
      """;

  private static List<ConditionSpec> conditions(String yaml) {
    return SpecReader.read(HEAD + yaml.indent(2)).conditions();
  }

  private static List<String> names(String yaml) {
    return conditions(yaml).stream().map(ConditionSpec::name).toList();
  }

  private static List<String> problems(String yaml) {
    SpecException refused =
        catchThrowableOfType(SpecException.class, () -> SpecReader.read(HEAD + yaml.indent(2)));
    assertThat(refused).as("the spec is refused").isNotNull();
    return refused.problems().stream().map(SpecException.Problem::toString).toList();
  }

  @Test
  void expandsToEveryCombination() {
    // When
    List<ConditionSpec> conditions =
        conditions(
            """
            - name: grid
              iterations: 2
              matrix:
                syntheticFraction: [0.25, 1]
                guidance: [1, 7.5]
                scheduler: [ddim, dpm-solver++]
            """);
    // Then
    assertThat(conditions)
        .extracting(ConditionSpec::name)
        .containsExactly(
            "grid.f0.25.ddim.g1",
            "grid.f0.25.ddim.g7.5",
            "grid.f0.25.dpm-solverpp.g1",
            "grid.f0.25.dpm-solverpp.g7.5",
            "grid.f1.ddim.g1",
            "grid.f1.ddim.g7.5",
            "grid.f1.dpm-solverpp.g1",
            "grid.f1.dpm-solverpp.g7.5");
    ConditionSpec last = conditions.get(7);
    assertThat(last.syntheticFraction()).containsExactly(1.0, 1.0);
    assertThat(last.guidance()).contains(7.5);
    assertThat(last.scheduler()).contains("dpm-solver++");
    assertThat(last.group()).isEmpty();
  }

  @Test
  void expandsEveryKindOfAxis() {
    // When
    List<ConditionSpec> conditions =
        conditions(
            """
            - name: a
              matrix:
                syntheticFraction: [[0.5, 0.5, 0]]
                regime: [replace, accumulate]
                curation: [none, {maxAttempts: 2}]
                from: [base]
                strength: [1]
                learningRate: [0.1]
                epochs: [3]
                seed: [9]
            """);
    // Then
    assertThat(conditions)
        .extracting(ConditionSpec::name)
        .containsExactly(
            "a.f0.5x2-0.replace.uncurated.from-base.s1.lr0.1.e3.seed9",
            "a.f0.5x2-0.replace.curated2-0.05.from-base.s1.lr0.1.e3.seed9",
            "a.f0.5x2-0.accumulate.uncurated.from-base.s1.lr0.1.e3.seed9",
            "a.f0.5x2-0.accumulate.curated2-0.05.from-base.s1.lr0.1.e3.seed9");
    assertThat(conditions.get(0).regime()).isEmpty();
    assertThat(conditions.get(2).regime()).contains(Regime.ACCUMULATE);
    assertThat(conditions.get(0).curation()).isEmpty();
    assertThat(conditions.get(1).curation()).contains(new CurationSpec(2, 0.05));
    assertThat(conditions.get(1).iterations()).isEqualTo(3);
    assertThat(conditions.get(1).from()).contains(TrainingSpec.From.BASE);
    assertThat(conditions.get(1).seed()).contains(9L);
    assertThat(conditions.get(1).group())
        .contains("a.f0.5x2-0.replace.curated2-0.05.from-base.s1.lr0.1.e3");
  }

  @Test
  void keepsNamesWhenValuesAreAdded() {
    // Given
    String few = "- {name: a, matrix: {syntheticFraction: [0.5], guidance: [3]}, replicates: 1}";
    String more = few.replace("[0.5]", "[0, 0.5]").replace("[3]", "[1, 3]").replace("1}", "2}");
    // Then
    assertThat(names(more)).hasSize(8).containsAll(names(few));
  }

  @Test
  void makesReplicatesOfOneGroup() {
    // When
    List<ConditionSpec> conditions =
        conditions(
            """
            - {name: a, syntheticFraction: 1, replicates: 3}
            - {name: b, syntheticFraction: 0, seeds: [1, 99]}
            - {name: c, syntheticFraction: 0, seed: 7, replicates: 2}
            """);
    // Then
    assertThat(conditions)
        .extracting(ConditionSpec::name)
        .containsExactly(
            "a.seed5", "a.seed6", "a.seed7", "b.seed1", "b.seed99", "c.seed7", "c.seed8");
    assertThat(conditions)
        .extracting(ConditionSpec::groupName)
        .containsExactly("a", "a", "a", "b", "b", "c", "c");
    assertThat(conditions)
        .extracting(condition -> Examples.SPEC.seed(condition))
        .containsExactly(5L, 6L, 7L, 1L, 99L, 7L, 8L);
  }

  @Test
  void replicatesEveryConditionThatDoesNotSayOtherwise() {
    // When
    List<ConditionSpec> conditions =
        SpecReader.read(
                HEAD.replace("conditions:", "replicates: 2\nconditions:")
                    + """
                      - {name: a, syntheticFraction: 1}
                      - {name: b, syntheticFraction: 1, replicates: 1}
                      - {name: c, syntheticFraction: 1, seed: 3}
                      - {name: d, matrix: {syntheticFraction: [1], seed: [4]}}
                    """)
            .conditions();
    // Then
    assertThat(conditions)
        .extracting(ConditionSpec::name)
        .containsExactly("a.seed5", "a.seed6", "b.seed5", "c", "d.f1.seed4");
  }

  @Test
  void overridesSettings() {
    // When
    ExperimentSpec spec =
        SpecReader.read(
            HEAD
                + """
                  - name: other
                    syntheticFraction: 1
                    strength: 0.3
                    scheduler: ddim
                    guidance: 2
                    learningRate: 0.001
                    epochs: 7
                    from: base
                    seed: 11
                  - {name: plain, syntheticFraction: 1}
                """);
    ConditionSpec other = spec.conditions().get(0);
    ConditionSpec plain = spec.conditions().get(1);
    // Then
    GenerationSpec generation = spec.generation(other);
    assertThat(generation.strength()).isEqualTo(0.3);
    assertThat(generation.sampling().scheduler()).isEqualTo("ddim");
    assertThat(generation.guidance()).isEqualTo(2);
    assertThat(generation.steps()).isEqualTo(spec.generation().steps());
    assertThat(spec.training(other).learningRate()).isEqualTo(0.001);
    assertThat(spec.training(other).epochs()).isEqualTo(7);
    assertThat(spec.training(other).from()).isEqualTo(TrainingSpec.From.BASE);
    assertThat(spec.seed(other)).isEqualTo(11);
    assertThat(spec.generation(plain)).isEqualTo(spec.generation());
    assertThat(spec.training(plain)).isEqualTo(spec.training());
    assertThat(spec.seed(plain)).isEqualTo(5);
  }

  @Test
  void writesAPlainConditionAsBefore() {
    // When
    ConditionSpec plain =
        conditions(
                "- {name: a, syntheticFraction: 1, iterations: 1, regime: replace, curation: none, "
                    + "syntheticSource: self}")
            .get(0);
    // Then
    assertThat(Json.tree(plain).toString())
        .isEqualTo("{\"name\":\"a\",\"syntheticFraction\":[1.0],\"iterations\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a}                                                       | syntheticFraction: expected a value
          {name: a, syntheticFraction: 1, strength: 0.01}                 | strength: expected strength times steps
          {name: a, syntheticFraction: 1, matrix: {strength: [0.01, 1]}}  | matrix.strength: expected strength times steps
          {name: a, matrix: {syntheticFraction: [2]}}                     | matrix.syntheticFraction[0]: must have a maximum
          {name: a, matrix: {syntheticFraction: []}}                      | matrix.syntheticFraction: must have at least 1
          {name: a, matrix: {syntheticFraction: [1, 1]}}                  | matrix.syntheticFraction: must have only unique
          {name: a, matrix: {flavour: [1]}}                               | matrix.flavour: there is no such field
          {name: a, syntheticFraction: 1, matrix: {syntheticFraction: [1]}} | matrix.syntheticFraction: expected it here or
          {name: a, syntheticFraction: 1, replicates: 2, seeds: [1]}      | seeds: expected seeds or replicates
          {name: a, syntheticFraction: 1, seed: 2, seeds: [1]}            | seeds: expected seed or seeds
          {name: a, syntheticFraction: 1, seeds: [1], matrix: {seed: [1]}} | matrix.seed: expected one of
          {name: a, syntheticFraction: 1, curation: some}                 | curation: does not match
          {name: a, syntheticFraction: 1, syntheticSource: other}         | syntheticSource: does not match
          {name: a, syntheticFraction: 1, group: A b}                     | group: does not match
          {name: a, iterations: 2, matrix: {syntheticFraction: [[0, 1, 0], 1]}} | matrix.syntheticFraction: expected one number for each of the 2
          """)
  void namesTheLineAndTheField(String condition, String problem) {
    assertThat(problems("- " + condition))
        .singleElement()
        .asString()
        .startsWith("line 6: conditions[0]." + problem);
  }

  @Test
  void holdsAGroupTogether() {
    // Given
    String yaml =
        """
        - {name: a, group: g, syntheticFraction: 1}
        - {name: b, group: g, syntheticFraction: 1, seed: 6, guidance: 2}
        - {name: c, group: g, syntheticFraction: 1, seed: 5}
        """;
    // Then
    assertThat(problems(yaml))
        .containsExactly(
            "line 7: conditions[1].group: expected conditions of the group 'g' to differ by their"
                + " seeds alone, but guidance differs from that of 'a'",
            "line 8: conditions[2].group: expected a seed of its own in the group 'g' but found 5");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    // Given
    String name = "a".repeat(60);
    // Then
    assertThat(problems("- {name: " + name + ", syntheticFraction: 1, seeds: [1234567]}"))
        .singleElement()
        .asString()
        .startsWith("line 6: conditions[0].name: expected 1 to 64");
  }

  @Test
  void refusesMoreConditionsThanAnExperimentMayHave() {
    // Given
    String values =
        IntStream.range(1, 101).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String yaml =
        "- {name: a, syntheticFraction: 1, matrix: {epochs: [%s], guidance: [%s], seed: [%s]}}"
            .formatted(values, values, values);
    // Then
    assertThat(problems(yaml))
        .containsExactly(
            "line 6: conditions[0]: expected at most 500 conditions in all, every combination"
                + " counted");
  }

  @Test
  void completesAnExpandedSpecToItself() {
    // Given
    ExperimentSpec spec =
        SpecReader.read(HEAD + "  - {name: a, matrix: {syntheticFraction: [0, 1]}, replicates: 2}");
    // Then
    assertThat(Json.read(SpecDefaults.complete(Json.tree(spec)), ExperimentSpec.class))
        .isEqualTo(spec);
  }
}
