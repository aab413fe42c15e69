package org.collapselab.evaluator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Evaluations;
import org.collapselab.artifacts.TinyInputs;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.event.MetricsEvaluated;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.contracts.spec.TrainingSpec;
import org.collapselab.diffusion.pipeline.TinyModel;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class EvaluatorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> METRICS =
      List.of("fd", "alignment", "kd", "precision", "recall", "density", "coverage", "vendi");
  private static final int SLOTS = 8;
  private static final int SYNTHETIC = OtherServices.SYNTHETIC;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @Inject ArtifactStore store;
  @TempDir Path folder;

  private EventLog log;
  private OtherServices others;
  private Key checkpoint;
  private Key realDataset;

  @BeforeEach
  void publishInputs() throws Exception {
    log = new EventLog(broker);
    others = new OtherServices(store, log);
    checkpoint = new TinyInputs(store).publishModel(folder.resolve("model"));
    realDataset = new TinyInputs(store).publishRealImages(folder);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void shouldMeasureEveryIterationOnceFromDuplicatedAndShuffledEvents() {
    // Given
    ResolvedExperiment experiment = experiment(21, "a", "b");
    submit(experiment, 201);
    submit(experiment, 200);
    List<GenerationRequested> base = others.awaitRequests(experiment, 0);

    // When
    List<Event> events = new ArrayList<>(others.generate(base));
    for (String condition : List.of("a", "b")) {
      events.addAll(others.iteration(experiment, condition));
    }
    sendTwiceAndShuffled(events);
    List<GenerationRequested> first = others.awaitRequests(experiment, 1);
    sendTwiceAndShuffled(others.generate(first));

    // Then
    awaitStatus(experiment, "completed");
    List<MetricsEvaluated> evaluated = of(MetricsEvaluated.class, experiment);
    assertThat(evaluated)
        .extracting(event -> event.condition() + event.iteration())
        .containsExactlyInAnyOrder("a0", "b0", "a1", "b1");
    assertThat(evaluated).extracting(MetricsEvaluated::evaluation).doesNotContainNull();
    assertThat(evaluated.stream().map(MetricsEvaluated::evaluation).distinct()).hasSize(2);
    assertThat(evaluated.stream().filter(event -> !event.reused())).hasSize(2);
    assertThat(of(ExperimentCompleted.class, experiment)).hasSize(1);
    assertThat(of(ExperimentSubmitted.class, experiment)).hasSize(1);
    checkMetrics(evaluated.stream().filter(event -> event.iteration() == 1).findFirst());
    checkApi(experiment);
  }

  @Test
  void shouldAnnounceAMeasurementThatIsThereWithoutMeasuringAgain() {
    // Given
    ResolvedExperiment experiment = experiment(22, "a");
    submit(experiment, 201);
    sendTwiceAndShuffled(others.generate(others.awaitRequests(experiment, 0)));
    awaitMetrics(experiment, "a", 0);

    // When
    ResolvedExperiment again = experiment(22, "other");
    submit(again, 201);

    // Then
    MetricsEvaluated evaluated = awaitMetrics(again, "other", 0);
    assertThat(evaluated.reused()).isTrue();
    assertThat(evaluated.metrics()).isEqualTo(awaitMetrics(experiment, "a", 0).metrics());
    assertThat(of(GenerationRequested.class, again)).isEmpty();
  }

  @Test
  void shouldAskForTheImagesOfAsManyCheckpointsAsMayBeInFlight() {
    // Given
    ResolvedExperiment experiment = experiment(26, "a");
    submit(experiment, 201);
    List<GenerationRequested> base = others.awaitRequests(experiment, 0);

    // When
    sendTwiceAndShuffled(others.iteration(experiment, "a"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                get(experiment.experiment())
                    .body("conditions[0].iterations[1].evaluation.wanted", equalTo(20)));

    // Then
    assertThat(of(GenerationRequested.class, experiment))
        .filteredOn(request -> request.purpose() == Purpose.EVALUATION)
        .containsExactlyInAnyOrderElementsOf(base);
    sendTwiceAndShuffled(others.generate(base));
    sendTwiceAndShuffled(others.generate(others.awaitRequests(experiment, 1)));
    awaitStatus(experiment, "completed");
  }

  @Test
  void shouldHandTheImagesOfACancelledExperimentOverToAnother() {
    // Given
    ResolvedExperiment first = experiment(23, "a");
    ResolvedExperiment second = experiment(23, "b");
    submit(first, 201);
    List<GenerationRequested> requests = others.awaitRequests(first, 0);
    submit(second, 201);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                get(second.experiment())
                    .body("conditions[0].iterations[0].state", equalTo("evaluating")));

    // When
    given().delete("/api/experiments/" + first.experiment()).then().statusCode(204);
    given().delete("/api/experiments/" + first.experiment()).then().statusCode(204);

    // Then
    List<GenerationRequested> handed = others.awaitRequests(second, 0);
    assertThat(images(handed)).containsExactlyInAnyOrderElementsOf(images(requests));
    assertThat(of(ExperimentCancelled.class, first)).hasSize(1);
    get(first.experiment()).body("status", equalTo("cancelled"));
    sendTwiceAndShuffled(others.generate(handed));
    awaitMetrics(second, "b", 0);
    assertThat(of(MetricsEvaluated.class, first)).isEmpty();
  }

  @Test
  void shouldEndAnExperimentWhoseWorkWasGivenUp() {
    // Given
    ResolvedExperiment experiment = experiment(24, "a");
    submit(experiment, 201);

    // When
    log.send(
        new WorkFailed(experiment.experiment(), "a", 1, "trainer", "some-key", "the loss is NaN"));

    // Then
    awaitStatus(experiment, "failed");
    get(experiment.experiment())
        .body("failures.reason", hasItem("the loss is NaN"))
        .body("conditions[0].iterations[1].state", equalTo("failed"));
    given()
        .delete("/api/experiments/" + experiment.experiment())
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("failed"));
  }

  @Test
  void shouldNameTheFieldThatIsWrong() {
    ResolvedExperiment experiment = experiment(25, "a");
    ObjectNode json = Json.tree(experiment);
    ((ObjectNode) json.get("spec").get("training")).put("batch", 0);
    refuse(json, 400, "spec.training.batch");

    json = Json.tree(experiment);
    json.put("experiment", "another");
    refuse(json, 422, "experiment");

    Key missing = Key.sha256(new byte[] {1});
    refuse(
        Json.tree(ResolvedExperiment.of(experiment.spec(), missing, realDataset)),
        422,
        "checkpoint");
    refuse(
        Json.tree(ResolvedExperiment.of(experiment.spec(), checkpoint, missing)),
        422,
        "realDataset");

    ConditionSpec fresh = condition("syntheticFraction: 0.5, iterations: 50, regime: fresh-real");
    refuse(Json.tree(experiment(25, List.of(fresh))), 422, "spec.conditions[0].regime");
    ConditionSpec foreign = condition("syntheticFraction: 1, syntheticSource: " + missing);
    refuse(Json.tree(experiment(25, List.of(foreign))), 422, "spec.conditions[0].syntheticSource");

    given()
        .contentType("application/json")
        .body("{")
        .post("/api/experiments")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    given()
        .get("/api/experiments/none")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("none"));
    given()
        .get("/api/images/" + missing)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    given().get("/api/images/oops").then().statusCode(400).body("errors[0].field", equalTo("key"));
  }

  @Test
  void shouldBeReadyWhileItsServersAre() {
    given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("store"));
  }

  private void refuse(ObjectNode json, int status, String field) {
    given()
        .contentType("application/json")
        .body(json.toString())
        .post("/api/experiments")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("errors[0].field", equalTo(field));
  }

  private void checkMetrics(Optional<MetricsEvaluated> evaluated) {
    MetricsEvaluated event = evaluated.orElseThrow();
    assertThat(event.metrics())
        .extracting(Metric::name)
        .containsExactly(
            "fd-small-clip",
            "alignment-small-clip",
            "alignment-small-clip-held-out",
            "kd-small-clip",
            "precision-small-clip",
            "recall-small-clip",
            "density-small-clip",
            "coverage-small-clip",
            "vendi-small-clip",
            "rejected-fraction");
    assertThat(event.metrics())
        .allMatch(m -> m.low() <= m.value() && m.value() <= m.high())
        .allMatch(m -> m.network().startsWith("small-clip@"));
    Metric distance = event.metrics().get(0);
    assertThat(distance.n()).isEqualTo(event.metrics().get(1).n());
    assertThat(distance.floor().orElseThrow().n()).isEqualTo(distance.n());
    assertThat(distance.value()).isGreaterThan(distance.floor().orElseThrow().high());
    Metric rejected = event.metrics().get(9);
    assertThat(rejected.value()).isEqualTo(0.25);
    assertThat(rejected.n()).isEqualTo(SYNTHETIC);
    assertThat(new Evaluations(store).get(event.evaluation()).metrics())
        .isEqualTo(event.metrics().subList(0, 9));
  }

  private void checkApi(ResolvedExperiment experiment) {
    String id = experiment.experiment();
    get(id)
        .body("status", equalTo("completed"))
        .body("conditions.name", equalTo(List.of("a", "b")))
        .body("conditions[0].iterations.state", equalTo(List.of("measured", "measured")))
        .body("conditions[1].iterations[1].trainingImages.requested", equalTo(SYNTHETIC))
        .body("conditions[1].iterations[1].trainingImages.made", equalTo(SYNTHETIC))
        .body("conditions[1].iterations[1].trainingImages.judged", equalTo(SYNTHETIC))
        .body("conditions[1].iterations[1].trainingImages.rejected", equalTo(1))
        .body("conditions[1].iterations[1].dataset.synthetic", equalTo(SYNTHETIC))
        .body("conditions[1].iterations[1].training.step", equalTo(2))
        .body("conditions[1].iterations[1].training.steps", equalTo(2))
        .body("conditions[1].iterations[1].evaluation.wanted", equalTo(20))
        .body("conditions[1].iterations[1].evaluation.made", equalTo(20));
    given().get("/api/experiments").then().statusCode(200).body("id", hasItem(id));
    given()
        .get("/api/experiments/" + id + "/metrics")
        .then()
        .statusCode(200)
        .body("name", hasItems("fd-small-clip", "rejected-fraction"))
        .body("$", hasSize(2 * (9 + 10)));
    given()
        .accept("text/csv")
        .get("/api/experiments/" + id + "/metrics")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .body(startsWith("condition,iteration,"));
    given()
        .get("/api/experiments/" + id + "/metrics?format=csv")
        .then()
        .body(containsString("fd-small-clip,small-clip@"));
    List<String> rejected =
        given()
            .get(
                "/api/experiments/"
                    + id
                    + "/images?condition=a&iteration=1&purpose=training&accepted=false")
            .then()
            .statusCode(200)
            .body("$", hasSize(1))
            .body("[0].reasons", equalTo(List.of("blank")))
            .extract()
            .path("key");
    given()
        .get("/api/experiments/" + id + "/images?iteration=0&purpose=evaluation&condition=b")
        .then()
        .body("$", hasSize(20))
        .body("caption", hasItem("a robot"));
    given()
        .get("/api/images/" + rejected.get(0))
        .then()
        .statusCode(200)
        .contentType("image/png")
        .header("Cache-Control", containsString("immutable"));
  }

  private ResolvedExperiment experiment(long seed, String... conditions) {
    List<ConditionSpec> specs = new ArrayList<>();
    for (String condition : conditions) {
      specs.add(new ConditionSpec(condition, List.of(0.5), 1, Optional.empty(), Optional.empty()));
    }
    return experiment(seed, specs);
  }

  private ResolvedExperiment experiment(long seed, List<ConditionSpec> specs) {
    ExperimentSpec spec =
        new ExperimentSpec(
            "waves",
            checkpoint.value(),
            realDataset.value(),
            Optional.empty(),
            seed,
            SLOTS,
            List.of("a robot"),
            new GenerationSpec(
                GenerationSpec.Mode.IMAGE_TO_IMAGE,
                0.5,
                "ddim",
                4,
                1,
                TinyModel.SIZE,
                TinyModel.SIZE,
                "",
                5),
            new TrainingSpec(
                TrainingSpec.From.PREVIOUS,
                1e-4,
                0,
                4,
                1,
                0,
                1,
                0,
                0.1,
                Optional.empty(),
                Optional.empty()),
            new EvaluationSpec(20, "ddim", 4, 1, 40, 0.9, Optional.of(METRICS)),
            specs);
    return ResolvedExperiment.of(spec, checkpoint, realDataset);
  }

  private static ConditionSpec condition(String fields) {
    String yaml = "name: a\nmodel: b\nrealDataset: c\nconditions:\n  - {name: d, " + fields + "}";
    return SpecReader.read(yaml).conditions().get(0);
  }

  private void submit(ResolvedExperiment experiment, int status) {
    given()
        .contentType("application/json")
        .body(Json.tree(experiment).toString())
        .post("/api/experiments")
        .then()
        .statusCode(status)
        .body("id", equalTo(experiment.experiment()));
  }

  private void sendTwiceAndShuffled(List<Event> events) {
    List<Event> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, new Random(4));
    twice.forEach(log::send);
  }

  private MetricsEvaluated awaitMetrics(
      ResolvedExperiment experiment, String condition, int iteration) {
    return log.await(
            MetricsEvaluated.class,
            event ->
                event.experiment().equals(experiment.experiment())
                    && event.condition().equals(condition)
                    && event.iteration() == iteration,
            1,
            PATIENCE)
        .get(0);
  }

  private void awaitStatus(ResolvedExperiment experiment, String status) {
    log.await(
        ExperimentCompleted.class,
        event ->
            event.experiment().equals(experiment.experiment()) && event.status().equals(status),
        1,
        PATIENCE);
  }

  private <E extends Event> List<E> of(Class<E> type, ResolvedExperiment experiment) {
    return log.all(type).stream()
        .filter(event -> event.experiment().equals(experiment.experiment()))
        .toList();
  }

  private static List<RequestedImage> images(List<GenerationRequested> requests) {
    return requests.stream().flatMap(request -> request.images().stream()).toList();
  }

  private static ValidatableResponse get(String id) {
    return given().get("/api/experiments/" + id).then().statusCode(200);
  }
}
