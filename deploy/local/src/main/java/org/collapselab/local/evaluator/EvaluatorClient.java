package org.collapselab.local.evaluator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RecipeModule;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/**
 * Talks to an evaluator. Every method throws {@link LabException} with the evaluator's own words if
 * it refuses.
 */
public final class EvaluatorClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final JsonMapper MAPPER =
      Json.builder()
          .addModule(new JavaTimeModule())
          .addModule(new RecipeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String url;

  public EvaluatorClient(String url) {
    this.url = url;
  }

  /** Submits an experiment; one that was submitted before goes on as it is. */
  public ExperimentView submit(ResolvedExperiment experiment) {
    byte[] body = Json.tree(experiment).toString().getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        request("/api/experiments")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return parseView(send(request));
  }

  public List<ExperimentSummary> experiments() {
    return read(get("/api/experiments"), new TypeReference<>() {});
  }

  /** The experiment, as the evaluator's JSON. */
  public byte[] viewJson(String experiment) {
    return get("/api/experiments/" + experiment);
  }

  /** Reads what {@link #viewJson} gave. */
  public static ExperimentView parseView(byte[] json) {
    return read(json, new TypeReference<>() {});
  }

  public void cancel(String experiment) {
    send(request("/api/experiments/" + experiment).DELETE().build());
  }

  public List<MetricView> metrics(String experiment) {
    return read(get("/api/experiments/" + experiment + "/metrics"), new TypeReference<>() {});
  }

  /** The metrics as the evaluator's own comma-separated values. */
  public byte[] metricsCsv(String experiment) {
    return get("/api/experiments/" + experiment + "/metrics?format=csv");
  }

  /** The metrics as the evaluator's own JSON. */
  public JsonNode metricsJson(String experiment) {
    return read(get("/api/experiments/" + experiment + "/metrics"), new TypeReference<>() {});
  }

  /** All images of an experiment, whatever they are for. */
  public List<ImageView> images(String experiment) {
    return read(get("/api/experiments/" + experiment + "/images"), new TypeReference<>() {});
  }

  /** The evaluation images of an iteration of a condition. */
  public List<ImageView> evaluationImages(String experiment, String condition, int iteration) {
    return images(experiment, condition, "&purpose=evaluation&iteration=" + iteration);
  }

  /** The images the judge rejected in a condition. */
  public List<ImageView> rejectedImages(String experiment, String condition) {
    return images(experiment, condition, "&purpose=training&accepted=false");
  }

  private List<ImageView> images(String experiment, String condition, String filter) {
    String path = "/api/experiments/" + experiment + "/images?condition=" + condition + filter;
    return read(get(path), new TypeReference<>() {});
  }

  /** A generated image's PNG, if the store still has it. */
  public Optional<byte[]> png(Key image) {
    HttpRequest request = request("/api/images/" + image.value()).build();
    HttpResponse<byte[]> response = answer(request);
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(request, response));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
  }

  private byte[] get(String path) {
    return send(request(path).build());
  }

  private byte[] send(HttpRequest request) {
    return body(request, answer(request));
  }

  private static byte[] body(HttpRequest request, HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw refused(request, response);
    }
    return response.body();
  }

  private HttpResponse<byte[]> answer(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.PLATFORM, "the evaluator at " + url + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(ExitStatus.INTERRUPTED, "interrupted", e);
    }
  }

  private static LabException refused(HttpRequest request, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    ExitStatus status =
        response.statusCode() / 100 == 4 ? ExitStatus.BAD_INPUT : ExitStatus.PLATFORM;
    return new LabException(
        status,
        "the evaluator answered %d to %s %s: %s"
            .formatted(
                response.statusCode(),
                request.method(),
                request.uri().getPath(),
                problem(body).orElse(body)));
  }

  /** The words of a problem document (RFC 9457). */
  private static Optional<String> problem(String body) {
    try {
      JsonNode problem = MAPPER.readTree(body);
      if (problem == null || !problem.hasNonNull("title")) {
        return Optional.empty();
      }
      var text = new StringBuilder(problem.path("detail").asText(problem.get("title").asText()));
      for (JsonNode error : problem.path("errors")) {
        text.append("\n  ").append(error.path("field").asText());
        text.append(": ").append(error.path("detail").asText());
      }
      return Optional.of(text.toString());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static <T> T read(byte[] json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new LabException(
          ExitStatus.BROKEN, "the evaluator's answer is not as expected: " + e.getMessage(), e);
    }
  }
}
