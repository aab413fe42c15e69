package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.helm.check.Checks;
import org.collapselab.helm.check.ClosedNetwork;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Rendered;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One switch at a time turned against a set of values: everything still holds together. */
class VariationsTest {

  /**
   * A switch, with the values it needs beside it.
   *
   * @param given names that the cluster has to have then
   */
  record Variation(ValueSet set, Map<String, String> values, Set<String> given) {
    static Variation of(ValueSet set, String... assignments) {
      Map<String, String> values = new HashMap<>();
      for (String assignment : assignments) {
        String[] parts = assignment.split("=", 2);
        values.put(parts[0], parts[1]);
      }
      return new Variation(set, values, Set.of());
    }

    Variation given(String... names) {
      return new Variation(set, values, Set.of(names));
    }

    @Override
    public String toString() {
      return set + " " + values;
    }
  }

  static List<Variation> variations() {
    return List.of(
        Variation.of(ValueSet.DEFAULTS, "fullnameOverride=other")
            .given(
                "other-store",
                "other-curator-database",
                "other-trainer-database",
                "other-evaluator-database"),
        Variation.of(ValueSet.DEFAULTS, "labels.team=vision"),
        Variation.of(ValueSet.DEFAULTS, "image.tag=1.2.3"),
        Variation.of(ValueSet.DEFAULTS, "image.pullSecrets[0]=registry").given("registry"),
        Variation.of(ValueSet.DEFAULTS, "port=9090"),
        Variation.of(ValueSet.DEFAULTS, "env.QUARKUS_LOG_LEVEL=DEBUG"),
        Variation.of(ValueSet.DEFAULTS, "kafka.provisioning=job"),
        Variation.of(ValueSet.DEFAULTS, "kafka.provisioning=strimzi", "kafka.strimzi.cluster=lab"),
        Variation.of(
                ValueSet.DEFAULTS, "kafka.security.protocol=SASL_SSL", "kafka.security.caSecret=ca")
            .given(
                "ca", kafka("generator"), kafka("curator"), kafka("trainer"), kafka("evaluator")),
        Variation.of(ValueSet.DEFAULTS, "kafka.security.protocol=SSL", "kafka.security.caSecret=ca")
            .given("ca"),
        Variation.of(
                ValueSet.DEFAULTS,
                "kafka.security.protocol=SASL_PLAINTEXT",
                "kafka.security.mechanism=PLAIN")
            .given(kafka("generator"), kafka("curator"), kafka("trainer"), kafka("evaluator")),
        Variation.of(ValueSet.DEFAULTS, "postgresql.migration=initContainer"),
        Variation.of(ValueSet.DEFAULTS, "postgresql.cloudNativePG.enabled=true"),
        Variation.of(ValueSet.DEFAULTS, "postgresql.sslMode=verify-full", "trust.secret=trust")
            .given("trust"),
        Variation.of(
            ValueSet.DEFAULTS, "externalSecrets.enabled=true", "externalSecrets.storeName=v"),
        Variation.of(ValueSet.DEFAULTS, "s3.existingSecret=mine").given("mine"),
        Variation.of(ValueSet.DEFAULTS, "generator.gpu.enabled=true"),
        Variation.of(
            ValueSet.DEFAULTS,
            "generator.gpu.enabled=true",
            "generator.gpu.resource=nvidia.com/mig-3g.40gb"),
        Variation.of(ValueSet.DEFAULTS, "trainer.gpu.enabled=true", "trainer.gpu.count=2"),
        Variation.of(ValueSet.DEFAULTS, "generator.autoscaling.enabled=false"),
        Variation.of(ValueSet.DEFAULTS, "curator.autoscaling.enabled=false"),
        Variation.of(ValueSet.DEFAULTS, "trainer.autoscaling.enabled=false"),
        Variation.of(ValueSet.DEFAULTS, "evaluator.autoscaling.enabled=false"),
        Variation.of(ValueSet.DEFAULTS, "evaluator.autoscaling.readyThreshold=0"),
        Variation.of(ValueSet.DEFAULTS, "generator.autoscaling.fallbackReplicas=3"),
        Variation.of(ValueSet.DEFAULTS, "generator.cacheClaim=cache").given("cache"),
        Variation.of(ValueSet.DEFAULTS, "generator.image.digest=sha256:" + "0a".repeat(32)),
        Variation.of(ValueSet.DEFAULTS, "generator.image.repository=example.org/own/generator"),
        Variation.of(ValueSet.DEFAULTS, "generator.env.COLLAPSE_GENERATOR_BATCH=4"),
        Variation.of(ValueSet.DEFAULTS, "generator.nodeSelector.pool=gpu"),
        Variation.of(ValueSet.DEFAULTS, "generator.podAnnotations.note=x"),
        Variation.of(ValueSet.DEFAULTS, "generator.podLabels.cost-centre=x"),
        Variation.of(ValueSet.DEFAULTS, "curator.serviceAccountAnnotations.role=x"),
        Variation.of(ValueSet.DEFAULTS, "curator.priorityClassName=high").given("high"),
        Variation.of(ValueSet.DEFAULTS, "priorityClasses.create=true"),
        Variation.of(ValueSet.DEFAULTS, "ingress.enabled=true", "ingress.host=lab.example.org"),
        Variation.of(ValueSet.DEFAULTS, "gateway.enabled=true", "gateway.name=public"),
        Variation.of(ValueSet.DEFAULTS, "monitoring.podMonitors.enabled=true"),
        Variation.of(ValueSet.DEFAULTS, "monitoring.rules.enabled=true"),
        Variation.of(ValueSet.DEFAULTS, "monitoring.dashboards.enabled=true"),
        Variation.of(ValueSet.DEV, "dev.storageClass=fast"),
        Variation.of(ValueSet.DEV, "generator.autoscaling.enabled=true"),
        Variation.of(ValueSet.DEV, "image.mirror=mirror.example.org"),
        Variation.of(ValueSet.DEV, "kafka.provisioning=external"),
        Variation.of(ValueSet.PRODUCTION, "postgresql.cloudNativePG.backup.enabled=false"),
        Variation.of(ValueSet.PRODUCTION, "trainer.queue.replicas=1"));
  }

  private static String kafka(String service) {
    return "lab-collapse-lab-" + service;
  }

  @ParameterizedTest
  @MethodSource("variations")
  void shouldHoldTogetherWithOneSwitchTurned(Variation variation) {
    // When
    Rendered rendered = Chart.with(variation.set(), variation.values());
    // Then
    Set<String> given = new HashSet<>(variation.set().given());
    given.addAll(variation.given());
    assertThat(Checks.problems(rendered, given)).isEmpty();
    assertThat(new ClosedNetwork().problems(rendered.manifests())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("variations")
  void shouldBeSeenInWhatIsRendered(Variation variation) {
    // When
    Rendered plain = Chart.with(variation.set());
    Rendered varied = Chart.with(variation.set(), variation.values());
    // Then a switch that does nothing would be no variation
    assertThat(varied.text()).isNotEqualTo(plain.text());
  }

  @ParameterizedTest
  @MethodSource("withoutAService")
  void shouldLeaveOutAServiceThatIsOff(String service) {
    // When
    Rendered rendered = Chart.with(ValueSet.DEFAULTS, Map.of(service + ".enabled", "false"));
    // Then
    assertThat(rendered.manifests())
        .noneMatch(
            manifest ->
                manifest.labels().path("app.kubernetes.io/component").asText().startsWith(service));
    assertThat(rendered.all("Deployment")).isNotEmpty();
  }

  static List<String> withoutAService() {
    return List.of("generator", "curator", "trainer", "evaluator");
  }

  @ParameterizedTest
  @MethodSource("withoutAService")
  void shouldBeOpenOnlyWhereNetworkPoliciesAreOff(String service) {
    // When
    Rendered rendered = Chart.with(ValueSet.DEFAULTS, Map.of("networkPolicy.enabled", "false"));
    // Then
    assertThat(rendered.all("NetworkPolicy")).isEmpty();
    assertThat(new ClosedNetwork().problems(rendered.manifests()))
        .anyMatch(problem -> problem.startsWith("Deployment lab-collapse-lab-" + service));
  }
}
