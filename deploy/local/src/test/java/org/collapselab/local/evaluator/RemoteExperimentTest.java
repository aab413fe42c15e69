package org.collapselab.local.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteExperimentTest {
  private static final String SPEC =
      """
      name: view
      model: model
      realDataset: data
      images: 8
      conditions:
        - {name: half, syntheticFraction: 0.5, iterations: 1}
      """;

  private record Answer(int status, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/experiments/view-1",
        exchange -> {
          // The last answer is given for ever.
          Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
          byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldWaitThroughARestartOfTheEvaluator() throws InterruptedException {
    // Given
    answers.add(view("running"));
    answers.add(new Answer(503, "starting"));
    answers.add(view("running"));
    answers.add(view("completed"));
    // When
    ExperimentView end = experiment(Duration.ofMinutes(1)).awaitEnd(it -> seen.add(it.status()));
    // Then
    assertThat(end.completed()).isTrue();
    assertThat(seen).containsExactly("running", "running", "completed");
  }

  @Test
  void shouldGiveUpOnAnEvaluatorThatStaysAway() {
    // Given
    answers.add(new Answer(503, "starting"));
    // Then
    assertThatThrownBy(() -> experiment(Duration.ZERO).awaitEnd(it -> {}))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.PLATFORM));
  }

  @Test
  void shouldNotWaitForAnExperimentThatIsNotThere() {
    // Given
    answers.add(new Answer(404, "{\"title\":\"Not Found\",\"detail\":\"no experiment\"}"));
    // Then
    assertThatThrownBy(() -> experiment(Duration.ofMinutes(1)).awaitEnd(it -> {}))
        .hasMessageContaining("no experiment");
  }

  private RemoteExperiment experiment(Duration patience) {
    var client = new EvaluatorClient("http://127.0.0.1:" + server.getAddress().getPort());
    return new RemoteExperiment(client, "view-1", patience, Duration.ofMillis(1));
  }

  private static Answer view(String status) {
    String key = "0".repeat(64);
    return new Answer(
        200,
        """
        {"id":"view-1","name":"view","status":"%s","submittedAt":"2026-01-01T00:00:00Z",
         "now":"2026-01-01T00:00:00Z","checkpoint":"%s","realDataset":"%s","spec":%s,
         "conditions":[],"failures":[]}
        """
            .formatted(status, key, key, Json.tree(SpecReader.read(SPEC))));
  }
}
