package org.collapselab.helm.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.collapselab.contracts.event.Topics;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.ServiceSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {
  private static final List<String> SERVICES =
      List.of("generator", "curator", "trainer", "evaluator");

  private final ComposeFile compose = ComposeFile.read(Map.of("LAB_PASSWORD", "secret"));

  @ParameterizedTest
  @ValueSource(strings = {"generator", "curator", "trainer", "evaluator"})
  void shouldTellAServiceWhatTheLauncherTellsIt(String service) {
    // Given the launcher's variables, but for those of other services
    String own = "COLLAPSE_" + service.toUpperCase(Locale.ROOT) + "_";
    Set<String> launcher = new TreeSet<>(ServiceSources.launcherVariables());
    launcher.removeIf(
        name ->
            name.startsWith("COLLAPSE_")
                && !name.startsWith("COLLAPSE_STORE_")
                && !name.startsWith(own));
    // When
    Set<String> told = names(compose.service(service).path("environment"));
    // Then
    assertThat(told).containsAll(launcher);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "curator", "trainer", "evaluator"})
  void shouldSetOnlyVariablesThatServicesRead(String service) {
    assertThat(names(compose.service(service).path("environment")))
        .filteredOn(name -> name.startsWith("COLLAPSE_"))
        .isSubsetOf(ServiceSources.settings());
  }

  @Test
  void shouldMakeTheTopicsOfTheContracts() throws IOException {
    // Given
    List<String> expected =
        Topics.all().stream().map(topic -> topic.name() + " " + topic.partitions()).toList();
    // When
    List<String> made = Files.readAllLines(ComposeFile.FILE.resolveSibling("topics.txt"));
    // Then
    assertThat(made).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void shouldPinEveryImage() {
    assertThat(compose.services())
        .allSatisfy(
            (name, service) ->
                assertThat(service.path("image").asText())
                    .matches("[a-z0-9.-]+\\.[a-z]+/[a-z0-9/._-]+:[A-Za-z0-9._-]+")
                    .doesNotEndWith(":latest"));
  }

  @Test
  void shouldLimitMemoryAndRights() {
    assertThat(compose.services())
        .allSatisfy(
            (name, service) -> {
              assertThat(service.path("mem_limit").asText()).matches("[0-9]+[gm]");
              assertThat(service.path("security_opt").toString()).contains("no-new-privileges");
              assertThat(service.path("privileged").asBoolean()).isFalse();
            });
    for (String service : SERVICES) {
      assertThat(compose.service(service).path("read_only").asBoolean()).isTrue();
      assertThat(compose.service(service).path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
    }
  }

  @Test
  void shouldBeOpenToThisMachineOnly() {
    assertThat(compose.services())
        .allSatisfy(
            (name, service) ->
                assertThat(service.path("ports"))
                    .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
  }

  @Test
  void shouldStartAfterWhatItNeeds() {
    // Given
    Map<String, JsonNode> services = compose.services();
    // Then
    services.forEach(
        (name, service) ->
            service
                .path("depends_on")
                .properties()
                .forEach(
                    needed -> {
                      assertThat(services).containsKey(needed.getKey());
                      boolean asksForHealth =
                          needed.getValue().path("condition").asText().equals("service_healthy");
                      // The services' images bring their own health check.
                      assertThat(
                              !asksForHealth
                                  || SERVICES.contains(needed.getKey())
                                  || services.get(needed.getKey()).has("healthcheck"))
                          .as("%s on %s", name, needed.getKey())
                          .isTrue();
                    }));
    SERVICES.forEach(
        service ->
            assertThat(names(compose.service(service).path("depends_on")))
                .contains("topics", "store", "postgresql"));
  }

  @Test
  void shouldMountWhatIsThere() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":", 2)[0];
                Path file = ComposeFile.FILE.resolveSibling(source);
                assertThat(
                        source.contains("/") ? Files.exists(file) : compose.volumes().has(source))
                    .as("%s: %s", name, source)
                    .isTrue();
              }
            });
  }

  @Test
  void shouldGiveTheTrainerMoreTimeThanItsDrain() {
    // Given
    JsonNode trainer = compose.service("trainer");
    // When
    int drain = seconds(trainer.at("/environment/COLLAPSE_TRAINER_DRAIN"));
    // Then
    assertThat(seconds(trainer.path("stop_grace_period"))).isGreaterThanOrEqualTo(drain + 30);
  }

  @Test
  void shouldHaveNoPasswordOfItsOwn() {
    assertThatThrownBy(() -> ComposeFile.read(Map.of())).hasMessageContaining("LAB_PASSWORD");
  }

  @Test
  void shouldSubmitTheSmokeExperimentToTheEvaluator() {
    // When
    List<String> command =
        Manifest.elements(compose.service("smoke").path("command")).map(JsonNode::asText).toList();
    // Then
    assertThat(command)
        .startsWith("submit", "/lab/deploy/experiments/smoke.yaml")
        .contains("--evaluator=http://evaluator:8080", "--wait");
  }

  private static int seconds(JsonNode duration) {
    return Integer.parseInt(duration.asText().replace("s", ""));
  }

  private static Set<String> names(JsonNode map) {
    return map.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }
}
