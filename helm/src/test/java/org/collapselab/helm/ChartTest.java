package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.collapselab.helm.check.Checks;
import org.collapselab.helm.check.ClosedNetwork;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.Rendered;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes out of the chart with the values that come with it. */
class ChartTest {
  private static final Set<String> SERVICES =
      Set.of("generator", "curator", "trainer", "evaluator");

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldRenderObjectsWithNothingWrong(ValueSet set) {
    // When
    Rendered rendered = Chart.with(set);
    // Then
    assertThat(Checks.problems(rendered, set)).isEmpty();
    assertThat(new ClosedNetwork().problems(rendered.manifests())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldRenderTheSameTextTwice(ValueSet set) {
    // When
    Rendered once = Chart.with(set, Map.of("lab.image.digest", ""));
    Rendered twice = Chart.with(set);
    // Then
    assertThat(twice.text()).isEqualTo(once.text());
  }

  @ParameterizedTest
  @EnumSource(ValueSet.class)
  void shouldScaleEachServiceByItself(ValueSet set) {
    // When
    Rendered rendered = Chart.with(set);
    // Then
    Set<String> deployments =
        rendered.all("Deployment").map(Manifest::name).collect(Collectors.toSet());
    assertThat(deployments)
        .isEqualTo(
            Stream.concat(SERVICES.stream(), Stream.of("trainer-queue"))
                .map(service -> "lab-collapse-lab-" + service)
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldScaleWorkersWithGpusToZeroAndKeepThoseThatListen() {
    // When
    Rendered rendered = Chart.with(ValueSet.PRODUCTION);
    // Then
    assertThat(fewest(rendered, "generator")).isZero();
    assertThat(fewest(rendered, "trainer")).isZero();
    assertThat(fewest(rendered, "curator")).isPositive();
    assertThat(fewest(rendered, "evaluator")).isPositive();
    assertThat(rendered.get("Deployment", "trainer-queue").at("/spec/replicas").asInt())
        .isPositive();
  }

  private static int fewest(Rendered rendered, String service) {
    return rendered.get("ScaledObject", service).at("/spec/minReplicaCount").asInt();
  }

  @Test
  void shouldGiveGpusToWorkersOnly() {
    // When
    Rendered rendered = Chart.with(ValueSet.PRODUCTION);
    // Then
    Set<String> withGpu =
        rendered
            .all("Deployment")
            .filter(it -> it.container().at("/resources/limits").has("nvidia.com/gpu"))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    assertThat(withGpu)
        .containsExactlyInAnyOrder("lab-collapse-lab-generator", "lab-collapse-lab-trainer");
    assertThat(
            rendered
                .get("Deployment", "trainer")
                .pod()
                .orElseThrow()
                .path("runtimeClassName")
                .asText())
        .isEqualTo("nvidia");
  }

  @Test
  void shouldPullNothingFromOutsideInAnAirGappedCluster() {
    // When
    Rendered rendered = Chart.with(ValueSet.AIR_GAPPED);
    // Then
    assertThat(rendered.manifests().stream().flatMap(it -> it.containers().stream()))
        .isNotEmpty()
        .allSatisfy(
            container ->
                assertThat(container.path("image").asText())
                    .startsWith("registry.internal.example/"));
  }

  @Test
  void shouldTrustTheStoresAuthorityWhereverTheStoreIsUsed() {
    // When
    Rendered rendered = Chart.with(ValueSet.AIR_GAPPED);
    // Then
    assertThat(rendered.manifests().stream().flatMap(it -> it.containers().stream()))
        .filteredOn(it -> Manifest.variable(it, "COLLAPSE_STORE_ENDPOINT").isPresent())
        .hasSizeGreaterThan(SERVICES.size())
        .allSatisfy(
            container -> {
              assertThat(Manifest.variable(container, "JDK_JAVA_OPTIONS"))
                  .hasValueSatisfying(
                      it -> assertThat(it.path("value").asText()).contains("/etc/trust/"));
              assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
                  .contains("/etc/trust");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.bootstrapServers, kafka.bootstrapServers",
    "postgresql.host, postgresql.host",
    "s3.endpoint, s3.endpoint"
  })
  void shouldSayWhichValueIsMissing(String value, String named) {
    assertThatThrownBy(() -> Chart.with(ValueSet.AIR_GAPPED, Map.of(value, "")))
        .hasMessageContaining(named + ": expected");
  }

  @ParameterizedTest
  @CsvSource({
    "generator.replica, 2, replica",
    "generator.gpu.count, many, count",
    "kafka.security.protocol, TLS, protocol",
    "trainer.drain, ten minutes, drain",
    "postgresql.migration, never, migration",
    "generator.image.digest, sha256:123, digest"
  })
  void shouldRefuseValuesThatTheSchemaDoesNotHave(String value, String text, String named) {
    assertThatThrownBy(() -> Chart.with(ValueSet.DEFAULTS, Map.of(value, text)))
        .hasMessageContaining(named);
  }

  @Test
  void shouldRefuseMoreReplicasThanPartitions() {
    assertThatThrownBy(
            () -> Chart.with(ValueSet.DEFAULTS, Map.of("generator.autoscaling.maxReplicas", "13")))
        .hasMessageContaining("generator.autoscaling.maxReplicas is 13, expected at most the 12");
  }
}
