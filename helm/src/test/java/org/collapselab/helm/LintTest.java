package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.ChartCopy;
import org.collapselab.helm.render.ValueSet;
import org.collapselab.helm.render.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Helm's own lint, where warnings are errors. */
class LintTest {
  @TempDir Path chart;

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldPassStrictLintWithEverySetOfValues(ValueSet set) throws IOException {
    // Given lint, which takes no values but the chart's own
    ChartCopy.to(chart, text -> text);
    ObjectNode values = (ObjectNode) Yaml.file(Chart.FOLDER.resolve("values.yaml"));
    set.file().ifPresent(file -> merge(values, (ObjectNode) Yaml.file(file)));
    new ObjectMapper().writeValue(chart.resolve("values.yaml").toFile(), values);
    // When
    LintResult result = new Helm(chart).lint().strict().call();
    // Then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void shouldFailLintOfAChartWithABrokenTemplate() throws IOException {
    // Given
    ChartCopy.to(chart, text -> text);
    Files.writeString(chart.resolve("templates/broken.yaml"), "kind: {{ .Values.nothing");
    // When
    LintResult result = new Helm(chart).lint().strict().call();
    // Then
    assertThat(result.isFailed()).isTrue();
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            field -> {
              JsonNode old = into.get(field.getKey());
              if (old instanceof ObjectNode map && field.getValue() instanceof ObjectNode more) {
                merge(map, more);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }
}
