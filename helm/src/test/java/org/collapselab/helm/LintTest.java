package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.collapselab.helm.VariationsTest.Variation;
import org.collapselab.helm.render.ChartCopy;
import org.collapselab.helm.render.ValueSet;
import org.collapselab.helm.render.Values;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm's own lint, where warnings are errors. */
class LintTest {
  @TempDir Path chart;

  @BeforeEach
  void copy() {
    ChartCopy.to(chart, text -> text);
  }

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldPassStrictLintWithEverySetOfValues(ValueSet set) throws IOException {
    // When
    LintResult result = lint(set, Map.of());
    // Then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("org.collapselab.helm.VariationsTest#variations")
  void shouldPassStrictLintWithOneSwitchTurned(Variation variation) throws IOException {
    // When
    LintResult result = lint(variation.set(), variation.values());
    // Then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void shouldFailLintOfAChartWithABrokenTemplate() throws IOException {
    // Given
    Files.writeString(chart.resolve("templates/broken.yaml"), "kind: {{ .Values.nothing");
    // When
    LintResult result = lint(ValueSet.DEFAULTS, Map.of());
    // Then
    assertThat(result.isFailed()).isTrue();
  }

  /** Lint takes no values but the chart's own. */
  private LintResult lint(ValueSet set, Map<String, String> switches) throws IOException {
    new ObjectMapper().writeValue(chart.resolve("values.yaml").toFile(), Values.of(set, switches));
    return new Helm(chart).lint().strict().call();
  }
}
