package org.collapselab.local.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluatorClientTest {
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldTellTheEvaluatorsOwnWordsWhenItRefuses() {
    // Given
    answer(
        422,
        """
        {"type":"about:blank","title":"Unprocessable","status":422,"detail":"the spec is wrong",
         "errors":[{"field":"spec.evaluation.images","detail":"expected at least 8"}]}
        """);

    // When / Then
    assertThatThrownBy(() -> client().experiments())
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_INPUT))
        .hasMessageContaining("the spec is wrong")
        .hasMessageContaining("spec.evaluation.images: expected at least 8");
  }

  @Test
  void shouldPassOverFieldsOfALaterEvaluator() {
    // Given
    answer(
        200,
        """
        [{"id":"smoke-1","name":"smoke","status":"running","submittedAt":"2026-01-01T00:00:00Z",
          "added":"later"}]
        """);

    // When / Then
    assertThat(client().experiments())
        .singleElement()
        .satisfies(summary -> assertThat(summary.id()).isEqualTo("smoke-1"));
  }

  @Test
  void shouldSayThatTheEvaluatorDoesNotAnswer() {
    // Given
    EvaluatorClient client = client();
    server.stop(0);

    // When / Then
    assertThatThrownBy(client::experiments)
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.PLATFORM))
        .hasMessageContaining("does not answer");
  }

  private EvaluatorClient client() {
    return new EvaluatorClient("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
