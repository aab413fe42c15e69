package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.LabRoot;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.ServiceSources;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards look at metrics that services have, and say what to do. */
class MonitoringTest {
  /** A name that begins as the services' metrics do. */
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:collapse|kafka|jvm|process|http)_[a-z_]+\\b");

  private static final Map<String, String> METRICS =
      ServiceSources.properties("helm/collapse-lab/files/metrics.properties");

  @Test
  void shouldLookAtMetricsThatServicesHave() throws IOException {
    // Given
    List<String> expressions = new ArrayList<>(dashboardExpressions());
    alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
    // When
    Set<String> metrics =
        expressions.stream()
            .flatMap(expression -> METRIC.matcher(expression).results())
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    // Then
    assertThat(metrics).isNotEmpty().isSubsetOf(METRICS.keySet());
  }

  @Test
  void shouldPromiseNoMetricThatNothingLooksAt() throws IOException {
    // Given
    String looked =
        String.join("\n", dashboardExpressions())
            + Files.readString(Chart.FOLDER.resolve("files/alerts/alerts.yaml"));
    // Then
    assertThat(METRICS.keySet()).allSatisfy(metric -> assertThat(looked).contains(metric));
  }

  @Test
  void shouldLookInTheReleasesNamespaceOnly() throws IOException {
    // Given
    List<String> expressions = new ArrayList<>(dashboardExpressions());
    alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
    // Then every selector of a metric says the namespace
    for (String expression : expressions) {
      Pattern.compile("(?:" + METRIC.pattern() + "|\\bup\\b)(\\{[^}]*})?")
          .matcher(expression)
          .results()
          .forEach(selector -> assertThat(selector.group(1)).as(expression).contains("namespace="));
    }
    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(alert.path("expr").asText())
                    .contains("namespace=\"" + Chart.NAMESPACE + "\"")
                    .doesNotContain("@"));
  }

  @Test
  void shouldHaveARunbookForEachAlertAndNoOther() throws IOException {
    // Given
    Set<String> anchors =
        Files.readString(LabRoot.resolve("docs/operations.md"))
            .lines()
            .filter(line -> line.startsWith("### CollapseLab"))
            .map(line -> line.substring("### ".length()).toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Map<String, String> links = new HashMap<>();
    alerts()
        .forEach(
            alert ->
                links.put(
                    alert.path("alert").asText(),
                    alert.at("/annotations/runbook_url").asText().split("#", 2)[1]));
    // Then
    assertThat(new TreeSet<>(links.values())).isEqualTo(anchors);
    links.forEach((alert, anchor) -> assertThat(anchor).isEqualTo(alert.toLowerCase(Locale.ROOT)));
  }

  @Test
  void shouldScrapeTheEndpointThatServicesHave() {
    // When
    List<Manifest> monitors = Chart.with(ValueSet.PRODUCTION).all("PodMonitor").toList();
    // Then
    assertThat(monitors)
        .hasSize(5)
        .allSatisfy(
            monitor ->
                assertThat(monitor.at("/spec/podMetricsEndpoints/0/path").asText())
                    .isEqualTo("/q/metrics"));
  }

  private static List<JsonNode> alerts() {
    return Manifest.elements(
            Chart.with(ValueSet.PRODUCTION).get("PrometheusRule", "").at("/spec/groups/0/rules"))
        .toList();
  }

  private static List<String> dashboardExpressions() throws IOException {
    String json =
        Chart.with(ValueSet.PRODUCTION)
            .get("ConfigMap", "dashboard")
            .at("/data/collapse-lab.json")
            .asText();
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(json).path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
    }
    return expressions;
  }
}
