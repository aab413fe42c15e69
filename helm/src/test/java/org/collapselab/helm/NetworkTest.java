package org.collapselab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.collapselab.helm.check.Reach;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.Rendered;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies open what the services need, and nothing else. */
class NetworkTest {
  private final Rendered dev = Chart.with(ValueSet.DEV);
  private final Reach reach = new Reach(dev.manifests());

  @ParameterizedTest
  @CsvSource({
    "generator, kafka, 9092",
    "generator, store, 9000",
    "curator, kafka, 9092",
    "curator, store, 9000",
    "curator, postgresql, 5432",
    "trainer, postgresql, 5432",
    "trainer-queue, postgresql, 5432",
    "evaluator, postgresql, 5432",
    "evaluator, store, 9000",
    "topics, kafka, 9092",
    "test, evaluator, 8080",
    "test, store, 9000"
  })
  void shouldLetPodsReachWhatTheyNeed(String from, String to, int port) {
    assertThat(reach.allows(pods(from), pods(to), port)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "generator, postgresql, 5432",
    "generator, evaluator, 8080",
    "generator, trainer, 8080",
    "curator, evaluator, 8080",
    "evaluator, generator, 8080",
    "trainer, curator, 8080",
    "test, kafka, 9092",
    "test, postgresql, 5432",
    "topics, store, 9000",
    "kafka, postgresql, 5432",
    "generator, kafka, 9093"
  })
  void shouldKeepPodsFromWhatTheyDoNotNeed(String from, String to, int port) {
    assertThat(reach.allows(pods(from), pods(to), port)).isFalse();
  }

  @Test
  void shouldLetEveryServiceReachTheAddressesInItsVariables() {
    // Given the places that the variables name
    Stream.of("generator", "curator", "trainer", "evaluator")
        .forEach(
            service -> {
              JsonNode container = dev.get("Deployment", service).container();
              Stream.of(
                      "KAFKA_BOOTSTRAP_SERVERS",
                      "COLLAPSE_STORE_ENDPOINT",
                      "QUARKUS_DATASOURCE_JDBC_URL")
                  .map(name -> Manifest.variable(container, name))
                  .flatMap(Optional::stream)
                  .map(variable -> variable.path("value").asText())
                  .forEach(address -> shouldReach(service, address));
            });
  }

  private void shouldReach(String service, String address) {
    // When
    String place = address.replaceFirst("^.*//", "").replaceFirst("/.*$", "");
    String host = place.substring(0, place.indexOf(':'));
    int port = Integer.parseInt(place.substring(place.indexOf(':') + 1));
    // Then the name is that of a Service in the release's namespace, and its pods are open
    assertThat(host).endsWith("." + Chart.NAMESPACE + ".svc");
    String component = host.substring("lab-collapse-lab-".length(), host.indexOf('.'));
    assertThat(dev.get("Service", component).at("/spec/ports/0/port").asInt()).isEqualTo(port);
    assertThat(reach.allows(pods(service), pods(component), port)).isTrue();
  }

  private Manifest pods(String component) {
    return dev.manifests().stream()
        .filter(manifest -> manifest.pod().isPresent())
        .filter(
            manifest ->
                manifest.podLabels().path("app.kubernetes.io/component").asText().equals(component))
        .findFirst()
        .orElseThrow();
  }
}
