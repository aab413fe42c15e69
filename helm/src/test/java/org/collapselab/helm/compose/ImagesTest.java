package org.collapselab.helm.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.LabRoot;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.ValueSet;
import org.collapselab.helm.render.Yaml;
import org.junit.jupiter.api.Test;

/** The Dockerfile and what goes with it; no image is built here. */
class ImagesTest {
  private static final String DOCKERFILE = read("deploy/images/Dockerfile");

  @Test
  void shouldHaveATargetForEachVariantThatTheChartNames() {
    // Given
    Set<String> variants =
        Chart.with(ValueSet.PRODUCTION)
            .all("Deployment")
            .map(it -> it.container().path("image").asText())
            .map(image -> image.substring(image.lastIndexOf('-') + 1))
            .collect(Collectors.toSet());
    // When
    Set<String> targets =
        Pattern.compile("(?m)^FROM \\S+ AS (\\w+)$")
            .matcher(DOCKERFILE)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    // Then
    assertThat(variants).containsExactlyInAnyOrder("cpu", "cuda");
    assertThat(targets).containsAll(variants).contains("lab");
  }

  @Test
  void shouldRunAsTheUserThatTheChartNames() {
    // Given
    int user = Yaml.file(Chart.FOLDER.resolve("values.yaml")).path("user").asInt();
    // Then
    assertThat(DOCKERFILE).contains("USER " + user + ":" + user);
    assertThat(DOCKERFILE.lines().filter(line -> line.startsWith("USER "))).hasSize(1);
  }

  @Test
  void shouldPinWhatItStartsFrom() {
    assertThat(DOCKERFILE.lines().filter(line -> line.matches("ARG (JAVA|FETCH)=.*")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("ARG \\w+=[a-z0-9.]+/[a-z0-9/-]+:[A-Za-z0-9._-]+")
                    .doesNotContain(":latest"));
  }

  @Test
  void shouldCopyOnlyWhatTheBuildContextHas() {
    // Given
    List<String> allowed =
        read(".dockerignore")
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    // When
    List<String> copied =
        Pattern.compile("(?m)^COPY (?!--from)(?:--\\S+ )*(\\S+) ")
            .matcher(DOCKERFILE)
            .results()
            .map((MatchResult match) -> match.group(1).replace("${SERVICE}", "trainer-service"))
            .toList();
    // Then
    assertThat(copied)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(allowed).anyMatch(path::startsWith));
  }

  @Test
  void shouldTakeTheEngineOfTheBuildsOwnVersion() {
    // Given
    String version =
        Pattern.compile("<pytorch.version>(.*)</pytorch.version>")
            .matcher(read("pom.xml"))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    // Then
    assertThat(DOCKERFILE.lines().filter(line -> line.startsWith("ARG PYTORCH_VERSION")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).isEqualTo("ARG PYTORCH_VERSION=" + version));
  }

  @Test
  void shouldGiveTheChartsTestTheExperimentThatItRuns() {
    // Given
    JsonNode container = Chart.with(ValueSet.DEV).get("Pod", "smoke").container();
    // When
    String experiment = Manifest.elements(container.path("args")).toList().get(1).asText();
    // Then
    assertThat(DOCKERFILE).contains("deploy/experiments/ /lab/deploy/experiments/");
    assertThat(LabRoot.resolve(experiment.replaceFirst("^/lab/", ""))).isRegularFile();
  }

  @Test
  void shouldTellALivingServiceFromOneThatIsNot() throws Exception {
    // Given a service that lives and is not ready
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/q/health/live", 200);
    answer(server, "/q/health/ready", 503);
    server.start();
    int port = server.getAddress().getPort();
    try {
      // When / Then
      assertThat(healthy(port)).isZero();
      assertThat(healthy(port, "/q/health/ready")).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(healthy(port)).isNotZero();
  }

  private static void answer(HttpServer server, String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private static int healthy(int port, String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("bash", LabRoot.resolve("deploy/images/healthy").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Process process = builder.redirectErrorStream(true).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String read(String file) {
    try {
      return Files.readString(LabRoot.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
