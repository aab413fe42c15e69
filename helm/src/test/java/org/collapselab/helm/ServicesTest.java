package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.collapselab.contracts.event.Topics;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.LabRoot;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.Rendered;
import org.collapselab.helm.render.ServiceSources;
import org.collapselab.helm.render.ValueSet;
import org.collapselab.helm.render.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart's names are those of the services' own configuration. */
class ServicesTest {
  private static final JsonNode VALUES = Yaml.file(Chart.FOLDER.resolve("values.yaml"));
  private static final JsonNode ACCESS = Yaml.file(Chart.FOLDER.resolve("files/access.yaml"));

  @Test
  void shouldHaveTheTopicsOfTheContracts() {
    // Given
    Map<String, Integer> expected = new TreeMap<>();
    Topics.all().forEach(topic -> expected.put(topic.name(), topic.partitions()));
    // When
    Map<String, Integer> found = new TreeMap<>();
    VALUES
        .at("/kafka/topics")
        .properties()
        .forEach(topic -> found.put(topic.getKey(), topic.getValue().path("partitions").asInt()));
    // Then
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "curator", "trainer", "evaluator"})
  void shouldLetAServiceReadTheTopicsOfItsChannels(String service) {
    // Given
    Set<String> channels =
        ServiceSources.properties(service + "-service/src/main/resources/application.properties")
            .entrySet()
            .stream()
            .filter(entry -> entry.getKey().matches("mp\\.messaging\\.incoming\\.\\w+\\.topics?"))
            .map(Map.Entry::getValue)
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Set<String> readable = texts(ACCESS.path(service).path("reads"));
    // Then
    assertThat(channels).isNotEmpty().isEqualTo(readable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "curator", "trainer", "evaluator"})
  void shouldLetAServiceWriteWhatItAnnounces(String service) {
    // Given the contract's word on who announces what
    JsonNode contract =
        Yaml.file(LabRoot.resolve("libs/contracts/src/main/resources/asyncapi.yaml"));
    Set<String> announced = new TreeSet<>();
    for (JsonNode operation : contract.path("operations")) {
      String by = operation.path("summary").asText();
      if (operation.path("action").asText().equals("send")
          && (by.contains(service) || by.contains("all services") || by.contains("each service"))) {
        String channel = operation.at("/channel/$ref").asText().replace("#/channels/", "");
        announced.add(contract.at("/channels/" + channel + "/address").asText());
      }
    }
    announced.removeIf(topic -> topic.startsWith("collapse.dead-letter"));
    // When
    Set<String> writable = texts(ACCESS.path(service).path("writes"));
    // Then
    assertThat(writable).isEqualTo(announced);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "curator", "evaluator"})
  void shouldScaleOnTheLagOfTheServicesOwnGroup(String service) {
    // Given
    Map<String, String> shared =
        ServiceSources.properties(
            "libs/messaging/src/main/resources/META-INF/microprofile-config.properties");
    Map<String, String> own =
        ServiceSources.properties(service + "-service/src/main/resources/application.properties");
    String group =
        shared
            .get("mp.messaging.connector.smallrye-kafka.group.id")
            .replace("${lab.service}", own.get("lab.service"));
    // When
    Manifest scaled = Chart.with(ValueSet.DEFAULTS).get("ScaledObject", service);
    // Then
    Set<String> readable = texts(ACCESS.path(service).path("reads"));
    assertThat(scaled.spec().path("triggers"))
        .filteredOn(trigger -> trigger.path("type").asText().equals("kafka"))
        .isNotEmpty()
        .allSatisfy(
            trigger -> {
              assertThat(trigger.at("/metadata/consumerGroup").asText()).isEqualTo(group);
              assertThat(readable).contains(trigger.at("/metadata/topic").asText());
            });
  }

  @Test
  void shouldSetOnlyVariablesThatTheServicesRead() {
    // Given
    Set<String> known = ServiceSources.settings();
    // When
    Rendered rendered = Chart.with(ValueSet.PRODUCTION);
    // Then
    for (Manifest deployment : rendered.all("Deployment").toList()) {
      for (JsonNode variable : deployment.container().path("env")) {
        String name = variable.path("name").asText();
        if (name.startsWith("COLLAPSE_")) {
          assertThat(known).as(deployment.title()).contains(name);
        }
      }
    }
  }

  @Test
  void shouldSetTheVariablesThatTheLauncherSets() {
    // Given
    Set<String> launcher = new TreeSet<>(ServiceSources.launcherVariables());
    // When
    Rendered rendered = Chart.with(ValueSet.DEV);
    // Then
    Set<String> set = new TreeSet<>();
    for (Manifest deployment : rendered.all("Deployment").toList()) {
      deployment.container().path("env").forEach(it -> set.add(it.path("name").asText()));
    }
    assertThat(set).containsAll(launcher);
  }

  private static Set<String> texts(JsonNode list) {
    return Manifest.elements(list)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
