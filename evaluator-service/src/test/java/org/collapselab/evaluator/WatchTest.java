package org.collapselab.evaluator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.TinyInputs;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.TinyModel;
import org.collapselab.evaluator.watch.Watches;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page needs of the API. */
@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class WatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String YAML = "application/yaml";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @TestHTTPResource URI root;
  @Inject ArtifactStore store;
  @Inject Watches watches;
  @TempDir Path folder;

  private Key checkpoint;
  private Key realDataset;

  @BeforeEach
  void publishInputs() throws Exception {
    checkpoint = new TinyInputs(store).publishModel(folder.resolve("model"));
    realDataset = new TinyInputs(store).publishRealImages(folder);
  }

  @Test
  void shouldTellEveryWatcherEverythingAndThenOnlyWhatChangesUntilTheEnd() throws Exception {
    // Given
    String id = submit(31);
    int before = watches.watched();
    try (EventLog log = new EventLog(broker);
        ServerSentEvents first = new ServerSentEvents(stream(id));
        ServerSentEvents second = new ServerSentEvents(stream(id))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(first.of("metrics")).containsExactly("[]");
                assertThat(second.of("view")).isNotEmpty();
              });
      assertThat(watches.watched()).isEqualTo(before + 1);

      // When
      Key trained = Key.sha256(new byte[] {31});
      log.send(new TrainingProgressed(id, "a", 1, trained, 1, 2, 0.75, 1, 20));
      await().atMost(PATIENCE).until(() -> second.of("training").size() == 1);
      log.send(new TrainingProgressed(id, "a", 1, trained, 2, 2, 0.5, 1, 20));
      await().atMost(PATIENCE).until(() -> second.of("training").size() == 2);
      int views = first.of("view").size();
      given().delete("/api/experiments/" + id).then().statusCode(204);

      // Then
      await().atMost(PATIENCE).until(() -> first.hasEnded() && second.hasEnded());
      assertThat(first.of("training").get(1))
          .contains("\"condition\":\"a\"", "\"iteration\":1", "\"loss\":0.75", "\"loss\":0.5");
      assertThat(first.of("view")).hasSizeGreaterThan(views);
      assertThat(first.of("metrics")).hasSize(1);
      assertThat(first.names()).last().isEqualTo("end");
      assertThat(first.of("end")).containsExactly("\"cancelled\"");
    }
    await().atMost(PATIENCE).until(() -> watches.watched() == before);
    given()
        .get("/api/experiments/" + id + "/training")
        .then()
        .statusCode(200)
        .body("$", hasSize(1))
        .body("[0].steps.step", equalTo(List.of(1, 2)));
  }

  @Test
  void shouldStopLookingWhenNobodyWatches() throws Exception {
    // Given
    String id = submit(32);
    int before = watches.watched();

    // When
    try (ServerSentEvents events = new ServerSentEvents(stream(id))) {
      await().atMost(PATIENCE).until(() -> !events.of("view").isEmpty());
      assertThat(watches.watched()).isEqualTo(before + 1);
    }

    // Then
    await().atMost(PATIENCE).until(() -> watches.watched() == before);
    cancel(id);
  }

  @Test
  void shouldTellTheListOfExperimentsAgainWhenItChanges() throws Exception {
    try (ServerSentEvents events = new ServerSentEvents(root.resolve("/api/experiments/stream"))) {
      // Given
      await().atMost(PATIENCE).until(() -> events.of("experiments").size() == 1);

      // When
      String id = submit(33);

      // Then
      await()
          .atMost(PATIENCE)
          .until(() -> events.of("experiments").stream().anyMatch(list -> list.contains(id)));
      cancel(id);
    }
  }

  @Test
  void shouldRefuseToStreamAnExperimentThatIsNotThere() {
    given()
        .get("/api/experiments/none/stream")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("none"));
  }

  @Test
  void shouldNotSendAgainWhatTheClientHas() {
    // Given
    String id = submit(34);
    cancel(id);
    for (String path : new String[] {"", "/metrics"}) {
      // When, Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                // The service may still be at what it does on a submission.
                String tag = get(id + path).extract().header("ETag");
                given()
                    .header("If-None-Match", tag)
                    .get("/api/experiments/" + id + path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag);
              });
      given()
          .header("If-None-Match", "W/\"another\"")
          .get("/api/experiments/" + id + path)
          .then()
          .statusCode(200);
    }
  }

  @Test
  void shouldGiveAViewAnotherTagWhenItChanges() {
    // Given
    String id = submit(35);
    String running = get(id).extract().header("ETag");

    // When
    cancel(id);

    // Then
    given()
        .header("If-None-Match", running)
        .get("/api/experiments/" + id)
        .then()
        .statusCode(200)
        .body("status", equalTo("cancelled"));
  }

  @Test
  void shouldSayWhatIsWrongWithASpecByItsLines() {
    String good = TinySpec.yaml("waves", checkpoint, realDataset, 36);

    check(good.replace("images: 8", "images: none"))
        .body("problems", hasSize(1))
        .body("problems[0].line", equalTo(5))
        .body("problems[0].field", equalTo("images"));
    check(good.replace(checkpoint.value(), "../models/tiny"))
        .body("problems[0].line", equalTo(2))
        .body("problems[0].field", equalTo("model"))
        .body("problems[0].expected", containsString("the key of a checkpoint"));
    check(good.replace(realDataset.value(), Key.sha256(new byte[] {1}).value()))
        .body("problems[0].line", equalTo(3))
        .body("problems[0].field", equalTo("realDataset"));
    check(good.replace("bootstrapReplicates: 40", "bootstrapReplicates: 1"))
        .body("problems.field", hasItem("evaluation.bootstrapReplicates"))
        .body("problems[0].line", equalTo(24));
    check("[").body("problems", hasSize(1));
    check("").body("problems", hasSize(1));
  }

  @Test
  void shouldSayWhatASpecTakesAndTakeItOn() {
    // Given
    String yaml = TinySpec.yaml("waves", checkpoint, realDataset, 37);
    ResolvedExperiment experiment =
        ResolvedExperiment.of(SpecReader.read(yaml), checkpoint, realDataset);

    // When, Then
    check(yaml)
        .body("problems", hasSize(0))
        .body("experiment", equalTo(experiment.experiment()))
        .body("submitted", equalTo(false))
        .body("cost.checkpoints", equalTo(1))
        .body("cost.evaluationImages", equalTo(40));
    spec(yaml)
        .post("/api/experiments")
        .then()
        .statusCode(201)
        .header("Location", containsString(experiment.experiment()))
        .body("id", equalTo(experiment.experiment()));
    check(yaml).body("submitted", equalTo(true));
    spec(yaml.replace("images: 8", "images: 0"))
        .post("/api/experiments")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors[0].field", equalTo("images"))
        .body("errors[0].detail", containsString("line 5"));
    given()
        .get("/api/inputs")
        .then()
        .statusCode(200)
        .body("checkpoints.find { it.key == '" + checkpoint + "' }.name", equalTo("tiny"))
        .body("realDatasets.find { it.key == '" + realDataset + "' }.images", equalTo(40));
    cancel(experiment.experiment());
  }

  @Test
  void shouldTellTheImagesOfSomeSlotsOnly() {
    String id = submit(38);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .get("/api/experiments/" + id + "/images?condition=a&slot=3&slots=2")
                    .then()
                    .body("slot", equalTo(List.of(3, 4)))
                    .body("condition", everyItem(equalTo("a"))));
    given()
        .get("/api/experiments/" + id + "/images?slot=-1")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("slot"));
    cancel(id);
  }

  @Test
  void shouldTellTheRecipeThatAPictureCarries() {
    // Given
    ImageRecipe recipe =
        new ImageRecipe(
            checkpoint,
            "a <b>young</b> woman",
            "",
            Optional.empty(),
            new Sampling("ddim", 4, 1, TinyModel.SIZE, TinyModel.SIZE),
            new NoiseSource(1, 0, 0, 0, NoiseSource.EVALUATION));
    String json = new String(Recipes.canonicalJson(recipe), StandardCharsets.UTF_8);
    RgbImage grey =
        new RgbImage(TinyModel.SIZE, TinyModel.SIZE, new byte[3 * TinyModel.SIZE * TinyModel.SIZE]);
    TreeMap<String, String> texts = new TreeMap<>();
    texts.put("collapse-lab:recipe", json);
    new Images(store).put(recipe, Png.encode(grey, texts));

    // When, Then
    String told =
        given()
            .get("/api/images/" + recipe.key() + "/recipe")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .header("Cache-Control", containsString("immutable"))
            .extract()
            .asString();
    assertThat(told).isEqualTo(json);
    given().get("/api/images/oops/recipe").then().statusCode(400);
  }

  @Test
  void shouldServeAPageThatRunsNothingButItsOwnScripts() {
    given()
        .get("/")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("script-src 'self'"))
        .header("Content-Security-Policy", containsString("default-src 'none'"));
    given().get("/webjars/uplot/dist/uPlot.esm.js").then().statusCode(200);
  }

  private URI stream(String id) {
    return root.resolve("/api/experiments/" + id + "/stream");
  }

  private String submit(long seed) {
    return spec(TinySpec.yaml("waves", checkpoint, realDataset, seed))
        .post("/api/experiments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Leaves nothing that would hold up the measurements of other tests. */
  private static void cancel(String id) {
    given().delete("/api/experiments/" + id).then().statusCode(204);
  }

  private static RequestSpecification spec(String yaml) {
    EncoderConfig text = new EncoderConfig().encodeContentTypeAs(YAML, ContentType.TEXT);
    return given().config(RestAssured.config().encoderConfig(text)).contentType(YAML).body(yaml);
  }

  private static ValidatableResponse check(String yaml) {
    return spec(yaml).post("/api/specs/check").then().statusCode(200);
  }

  private static ValidatableResponse get(String path) {
    return given().get("/api/experiments/" + path).then().statusCode(200);
  }
}
