package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Blobs;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Datasets;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.StoreLayout;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventType;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.MetricsEvaluated;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.StableDiffusion;
import org.collapselab.local.evaluator.EvaluatorClient;
import org.collapselab.local.evaluator.MetricView;
import org.collapselab.local.input.Inputs;
import org.collapselab.local.lineage.Check;
import org.collapselab.local.lineage.Garbage;
import org.collapselab.local.lineage.Lineage;
import org.collapselab.local.lineage.StoredRecipes;
import org.collapselab.local.lineage.TreeText;
import org.collapselab.local.lineage.Verification;
import org.collapselab.local.platform.DataFolder;
import org.collapselab.local.platform.Installation;
import org.collapselab.local.platform.Platform;
import org.collapselab.local.platform.Service;
import org.collapselab.local.report.Work;
import org.collapselab.stack.StackSettings;
import org.collapselab.testing.EventLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The smoke experiment through the four services as processes of their own, then once more on the
 * same data after a restart, then under another name.
 */
class SmokeExperimentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<EventType> EXCEPTIONAL =
      EnumSet.of(EventType.EXPERIMENT_CANCELLED, EventType.WORK_FAILED);

  @TempDir static Path temporary;

  private static final Terminal TERMINAL = Terminal.system();
  private static Inputs inputs;
  private static Inputs renamed;
  private static Inputs extended;
  private static Outcome first;
  private static Outcome second;
  private static Outcome third;
  private static Outcome fourth;
  private static List<Event> events;
  private static List<String> deadLetters;
  private static List<String> storedByFirst;
  private static List<String> storedBySecond;
  private static List<String> storedByThird;
  private static List<String> storedByFourth;
  private static Platform platform;
  private static ArtifactStore store;

  @BeforeAll
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  static void run() throws IOException, InterruptedException {
    Path smoke = Installation.current().root().resolve("deploy/experiments/smoke.yaml");
    inputs = Inputs.read(smoke);
    renamed = Inputs.read(renamed(smoke));
    extended = Inputs.read(extended(smoke));
    try (Platform once = start();
        ArtifactStore objects = once.openStore()) {
      first = new ExperimentRun(once, TERMINAL.progress()).run(inputs, TERMINAL::say);
      storedByFirst = objects.list("");
    }
    platform = start();
    store = platform.openStore();
    second = new ExperimentRun(platform, TERMINAL.progress()).run(inputs, TERMINAL::say);
    storedBySecond = store.list("");
    third = new ExperimentRun(platform, TERMINAL.progress()).run(renamed, TERMINAL::say);
    storedByThird = store.list("");
    fourth = new ExperimentRun(platform, TERMINAL.progress()).run(extended, TERMINAL::say);
    storedByFourth = store.list("");
    try (EventLog log = new EventLog(platform.stackSettings().bootstrapServers())) {
      String last = extended.experiment().experiment();
      log.await(ExperimentCompleted.class, end -> end.experiment().equals(last), 1, PATIENCE);
      log.readToEnd();
      events = log.all();
      deadLetters = log.deadLetters();
    }
  }

  private static Platform start() {
    return Platform.start(
        Installation.current(),
        DataFolder.at(temporary.resolve("data")),
        EnumSet.allOf(Service.class),
        0,
        TERMINAL::say);
  }

  private static Path renamed(Path smoke) throws IOException {
    Path deploy = smoke.getParent().getParent();
    String spec =
        Files.readString(smoke)
            .replace("name: smoke", "name: renamed")
            .replace("../", deploy.toAbsolutePath() + "/");
    return Files.writeString(temporary.resolve("renamed.yaml"), spec);
  }

  private static Path extended(Path smoke) throws IOException {
    String spec =
        Files.readString(renamed(smoke))
            + """
              - {name: quarter, syntheticFraction: 0.25, iterations: 1}
              - {name: matched, syntheticFraction: 0.5, iterations: 1, colourMatching: histogram}
              - {name: grow, syntheticFraction: 0.5, iterations: 2, regime: accumulate}
            """;
    return Files.writeString(temporary.resolve("extended.yaml"), spec);
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      store.close();
      platform.close();
    }
  }

  private static <E extends Event> List<E> of(Class<E> type, Inputs run) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(event -> event.experiment().equals(run.experiment().experiment()))
        .toList();
  }

  @Test
  void endsCompletedWithAReport() {
    assertThat(first.ending().view().completed()).isTrue();
    assertThat(first.report()).isDirectory();
    assertThat(first.report())
        .isDirectoryContaining("glob:**/metrics.csv")
        .isDirectoryContaining("glob:**/fd-small-clip.png")
        .isDirectoryContaining("glob:**/alignment-small-clip.png")
        .isDirectoryContaining("glob:**/images-conditions.png")
        .isDirectoryContaining("glob:**/index.html");
  }

  @Test
  void tellsItsStoryInEventsOfEveryType() {
    // Given
    Set<EventType> usual = EnumSet.complementOf(EnumSet.copyOf(EXCEPTIONAL));

    // Then
    assertThat(new HashSet<>(events.stream().map(Event::type).toList())).isEqualTo(usual);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void composesEveryTrainingSetExactly() {
    // Given
    ExperimentSpec spec = inputs.experiment().spec();
    Datasets datasets = new Datasets(store);

    // Then
    for (ConditionSpec condition : spec.conditions()) {
      for (int i = 1; i <= condition.iterations(); i++) {
        int iteration = i;
        int synthetic = condition.syntheticAt(iteration, spec.images());
        List<DatasetComposed> composed =
            of(DatasetComposed.class, inputs).stream()
                .filter(event -> event.condition().equals(condition.name()))
                .filter(event -> event.iteration() == iteration)
                .toList();
        assertThat(composed).isNotEmpty();
        assertThat(composed)
            .allSatisfy(
                event -> {
                  assertThat(event.synthetic()).isEqualTo(synthetic);
                  assertThat(event.real()).isEqualTo(spec.images() - synthetic);
                  DatasetRecipe recipe = datasets.get(event.dataset());
                  assertThat(recipe.slots())
                      .extracting(Slot::index)
                      .containsExactlyElementsOf(
                          IntStream.range(0, spec.images()).boxed().toList());
                  assertThat(recipe.slots())
                      .filteredOn(slot -> slot.origin() == Origin.SYNTHETIC)
                      .hasSize(synthetic);
                });
      }
    }
  }

  @Test
  void makesCheckpointsThatLoad() throws IOException {
    // Given
    Set<Key> trained = new HashSet<>();
    of(CheckpointTrained.class, inputs).forEach(event -> trained.add(event.checkpoint()));

    // Then
    assertThat(trained).hasSize(4);
    Checkpoints checkpoints = new Checkpoints(store);
    for (var checkpoint : trained) {
      Path folder = checkpoints.materialise(checkpoint, temporary.resolve("checkpoints"));
      try (DiffusionModel model =
          DiffusionModel.load(ModelFolder.open(folder), "cpu", StableDiffusion.PARTS)) {
        assertThat(model.folder().root()).isEqualTo(folder);
      }
    }
  }

  @Test
  void measuresEveryIterationOfEveryConditionWithItsInterval() {
    // Given
    ExperimentSpec spec = inputs.experiment().spec();

    // Then
    for (ConditionSpec condition : spec.conditions()) {
      for (int i = 0; i <= condition.iterations(); i++) {
        int iteration = i;
        List<MetricView> metrics =
            first.ending().metrics().stream()
                .filter(metric -> metric.condition().equals(condition.name()))
                .filter(metric -> metric.iteration() == iteration)
                .toList();
        assertThat(metrics)
            .extracting(MetricView::name)
            .contains("fd-small-clip", "alignment-small-clip");
        int synthetic = i == 0 ? 0 : condition.syntheticAt(i, spec.images());
        assertThat(metrics)
            .allSatisfy(metric -> assertComplete(metric, spec.evaluation()))
            .allSatisfy(
                metric ->
                    assertThat(metric.n())
                        .isEqualTo(isOfJudge(metric) ? synthetic : spec.evaluation().images()));
      }
    }
  }

  /** What the judge says of training images; real ones stand in no floor of it. */
  private static boolean isOfJudge(MetricView metric) {
    return metric.name().equals("rejected-fraction");
  }

  private static void assertComplete(MetricView metric, EvaluationSpec evaluation) {
    assertThat(metric.network()).isNotBlank();
    assertThat(metric.value()).isFinite();
    assertThat(metric.low()).isFinite().isLessThanOrEqualTo(metric.value());
    assertThat(metric.high()).isFinite().isGreaterThanOrEqualTo(metric.value());
    assertThat(metric.low()).as("the interval is not a point").isLessThan(metric.high());
    assertThat(metric.confidence()).isEqualTo(evaluation.confidence());
    assertThat(metric.floor().isPresent()).isEqualTo(!isOfJudge(metric));
    metric
        .floor()
        .ifPresent(
            floor -> {
              assertThat(floor.value()).isFinite();
              assertThat(floor.low()).isFinite().isLessThanOrEqualTo(floor.value());
              assertThat(floor.high()).isFinite().isGreaterThanOrEqualTo(floor.value());
              assertThat(floor.n()).isGreaterThanOrEqualTo(evaluation.images());
            });
  }

  @Test
  void keepsEveryImageOfEveryTrainingSetReadable() {
    // Given
    GenerationSpec generation = inputs.experiment().spec().generation();
    var datasets = new Datasets(store);
    var images = new Images(store);
    Map<Key, Key> announced = new HashMap<>();
    of(ImageGenerated.class, inputs)
        .forEach(event -> announced.put(event.image(), event.content()));

    // Then
    for (DatasetComposed composed : of(DatasetComposed.class, inputs)) {
      for (Slot slot : datasets.get(composed.dataset()).slots()) {
        byte[] bytes = images.get(slot);
        Key content = slot.origin() == Origin.REAL ? slot.image() : announced.get(slot.image());
        assertThat(Key.sha256(bytes)).as("%s of %s", slot, composed).isEqualTo(content);
        RgbImage image = ImageDecoder.decode(bytes, slot.image().value());
        assertThat(image.width()).isEqualTo(generation.width());
        assertThat(image.height()).isEqualTo(generation.height());
        if (slot.origin() == Origin.SYNTHETIC) {
          assertThat(Recipes.parse(recipeIn(bytes)).key()).isEqualTo(slot.image());
        }
      }
    }
  }

  private static byte[] recipeIn(byte[] png) {
    return Png.text(png, "collapse-lab:recipe", "picture")
        .orElseThrow()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Keys are functions of the spec, the model and the data set, and of nothing else: those of a run
   * on a fresh folder are those that were found once on another machine. A condition that curates
   * is left out, because what it rejects depends on pixels.
   */
  @Test
  void namesWhatItMakesAsAnyOtherRunDoes() throws IOException {
    // Given
    Properties expected = new Properties();
    try (InputStream file = SmokeExperimentIT.class.getResourceAsStream("/smoke-keys.properties")) {
      expected.load(file);
    }

    // When
    var found = new Properties();
    found.setProperty("base", inputs.experiment().checkpoint().value());
    found.setProperty("real", inputs.experiment().realDataset().value());
    for (DatasetComposed event : of(DatasetComposed.class, inputs)) {
      if (event.condition().equals("half")) {
        found.setProperty("dataset." + event.iteration(), event.dataset().value());
        found.setProperty("checkpoint." + event.iteration(), event.checkpoint().key().value());
      }
    }
    for (MetricsEvaluated event : of(MetricsEvaluated.class, inputs)) {
      if (event.condition().equals("half")) {
        found.setProperty("evaluation." + event.iteration(), event.evaluation().value());
      }
    }

    // Then
    assertThat(found)
        .as("keys change only with the spec, the model, the data set or a recipe's version")
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void computesNothingWhenItIsRunAgain() {
    assertThat(second.ending().view().completed()).isTrue();
    assertThat(storedBySecond).containsExactlyElementsOf(storedByFirst);
    assertThat(second.ending().metrics()).isEqualTo(first.ending().metrics());
  }

  @Test
  void takesASubmissionFromElsewhere() throws IOException, InterruptedException {
    // Given what the chart's test is told of a platform
    StackSettings stack = platform.stackSettings();
    Map<String, String> environment =
        Map.of(
            "COLLAPSE_STORE_ENDPOINT", stack.storeEndpoint(),
            "COLLAPSE_STORE_ACCESS_KEY", StackSettings.ACCESS_KEY,
            "COLLAPSE_STORE_SECRET_KEY", stack.storeSecretKey());
    // When
    LabProcess submit =
        LabProcess.start(
            temporary.resolve("submit.txt"),
            environment,
            "submit",
            Installation.current().root().resolve("deploy/experiments/smoke.yaml").toString(),
            "--evaluator=" + platform.evaluatorUrl(),
            "--wait");
    // Then
    assertThat(submit.awaitExit()).as(submit.said()).isZero();
    assertThat(submit.said())
        .contains("nothing was left to compute")
        .contains("experiment " + inputs.experiment().experiment() + " completed");
  }

  @Test
  void reusesEverythingUnderAnotherName() {
    assertThat(third.ending().view().completed()).isTrue();
    assertThat(storedByThird).containsExactlyElementsOf(storedByFirst);
    assertThat(of(ImageGenerated.class, renamed)).isNotEmpty().allMatch(ImageGenerated::reused);
    assertThat(of(CheckpointTrained.class, renamed))
        .isNotEmpty()
        .allMatch(CheckpointTrained::reused);
    assertThat(of(MetricsEvaluated.class, renamed)).isNotEmpty().allMatch(MetricsEvaluated::reused);
  }

  @Test
  void computesOnlyWhatNewConditionsAdd() {
    // Given
    Set<String> added = new TreeSet<>(storedByFourth);
    storedByThird.forEach(added::remove);

    // When
    Map<String, Long> kinds =
        added.stream()
            .collect(
                Collectors.groupingBy(
                    name -> name.substring(0, name.indexOf('/')), Collectors.counting()));

    // Then: quarter's images are among half's, matched has half's own in other colours, grow makes
    // its second iteration's; each new checkpoint is measured by 16 images.
    assertThat(fourth.ending().view().completed()).isTrue();
    assertThat(storedByFourth).containsAll(storedByThird);
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "dataset", 4L,
                "checkpoint", 4L,
                "blob", 4L,
                "evaluation", 4L,
                "image", 8L + 8 + 4 * 16));
    assertThat(Work.of(fourth.ending().view()).checkpoints()).isEqualTo(new Work.Part(8, 0, 4));
  }

  @Test
  void tracesACheckpointToTheBaseModelAndTheRealImages() {
    // Given
    DatasetComposed grown = last("grow");

    // When
    String tree = TreeText.of(Lineage.of(new StoredRecipes(store), grown.checkpoint().key(), 1000));

    // Then
    assertThat(tree)
        .contains("training set", "32 images: 16 real, 16 synthetic", "base checkpoint")
        .contains("real data set", "emoji-people", "8 images", "(see above)");
    assertThat(tree).doesNotContain("not in the store");
  }

  @Test
  void makesArtifactsAgainWithTheSameBytes() {
    // Given
    var verification =
        new Verification(
            store,
            temporary.resolve("verified"),
            new Verification.Limits(2, Duration.ofMinutes(1), 16),
            TERMINAL::say);
    DatasetComposed matched = last("matched");

    // When
    List<Check> checks = new ArrayList<>(verification.of(matched.dataset()));
    checks.addAll(verification.of(matched.checkpoint().key()));
    checks.addAll(verification.of(last("grow").dataset()));

    // Then
    assertThat(checks).hasSize(3 + 2 + 3);
    assertThat(checks).allMatch(check -> check.verdict() == Check.Verdict.HOLDS);
  }

  @Test
  void findsWhatNoExperimentNeeds() {
    // Given
    var evaluator = new EvaluatorClient(platform.evaluatorUrl());
    assertThat(Garbage.of(store, evaluator).amounts()).isEmpty();
    String stray = StoreLayout.blob(new Blobs(store).put(new byte[] {1, 2, 3}));

    // When
    Garbage garbage = Garbage.of(store, evaluator);

    // Then
    assertThat(garbage.amounts()).isEqualTo(Map.of("blob", new Garbage.Amount(1, 3)));
    garbage.delete();
    assertThat(store.exists(stray)).isFalse();
  }

  private static DatasetComposed last(String condition) {
    return of(DatasetComposed.class, extended).stream()
        .filter(event -> event.condition().equals(condition))
        .max(Comparator.comparingInt(DatasetComposed::iteration))
        .orElseThrow();
  }
}
