package org.collapselab.curator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Datasets;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.TinyInputs;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.contracts.recipe.Slot;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.contracts.spec.EvaluationSpec;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.contracts.spec.GenerationSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.TrainingSpec;
import org.collapselab.curator.planning.Planner;
import org.collapselab.diffusion.data.ImageDecoder;
import org.collapselab.diffusion.data.Png;
import org.collapselab.diffusion.pipeline.TinyModel;
import org.collapselab.messaging.Announcer;
import org.collapselab.outbox.Outbox;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class CuratorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SLOTS = 8;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @Inject ArtifactStore store;
  @Inject Announcer announcer;
  @Inject Outbox outbox;
  @Inject Planner planner;
  @TempDir Path folder;

  private EventLog log;
  private Key checkpoint;
  private Key realDataset;

  @BeforeEach
  void publishInputs() throws Exception {
    log = new EventLog(broker);
    checkpoint = new TinyInputs(store).publishModel(folder.resolve("model"));
    realDataset = new TinyInputs(store).publishRealImages(folder);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void shouldComposeEachDatasetOnceFromDuplicatedAndShuffledEvents() {
    // Given
    ExperimentSubmitted experiment =
        submit(
            11,
            condition("half", List.of(0.5, 0.25), Optional.empty()),
            condition("quarter", List.of(0.25), Optional.empty()),
            condition("real", List.of(0.0), Optional.empty()));
    List<RequestedImage> half = awaitRequested(experiment, "half", 1, 4);
    List<RequestedImage> quarter = awaitRequested(experiment, "quarter", 1, 2);

    // When
    List<Event> generated = new ArrayList<>();
    generated.addAll(generate(experiment, "half", 1, half, image -> TinyInputs.wave(image.slot())));
    generated.addAll(
        generate(experiment, "quarter", 1, quarter, image -> TinyInputs.wave(image.slot())));
    announceTwiceAndShuffled(generated);
    DatasetComposed composed = awaitComposed(experiment, "half", 1);
    CheckpointTrained trained = trained(composed);
    announcer.announceAndWait(trained, trained);
    List<RequestedImage> next = awaitRequested(experiment, "half", 2, 2);
    announceTwiceAndShuffled(
        generate(experiment, "half", 2, next, image -> TinyInputs.wave(100 + image.slot())));
    announcer.announceAndWait(trained, experiment);

    // Then
    DatasetRecipe second = dataset(awaitComposed(experiment, "half", 2));
    DatasetRecipe first = dataset(composed);
    DatasetRecipe small = dataset(awaitComposed(experiment, "quarter", 1));
    DatasetRecipe real = dataset(awaitComposed(experiment, "real", 1));
    assertThat(syntheticSlots(first)).hasSize(4).containsAll(syntheticSlots(small));
    assertThat(syntheticSlots(second)).isEqualTo(syntheticSlots(small)).hasSize(2);
    assertThat(syntheticSlots(real)).isEmpty();
    assertThat(images(first)).containsAll(keys(half));
    assertThat(next).allMatch(i -> i.recipe().checkpoint().equals(trained.checkpoint()));
    assertThat(half).extracting(i -> i.recipe().noise().iteration()).containsOnly(1);
    assertThat(List.of(first, second, small, real)).allMatch(d -> d.slots().size() == SLOTS);
    awaitQuiet(experiment);
    assertThat(composed(experiment))
        .extracting(event -> event.condition() + event.iteration())
        .containsExactlyInAnyOrder("half1", "half2", "quarter1", "real1");
    assertThat(judged(experiment)).hasSize(4 + 2 + 2).doesNotHaveDuplicates();
  }

  @Test
  void shouldReplaceRejectedImagesAndFlagTheBestSeenWhenNoneIsAccepted() {
    // Given
    ExperimentSubmitted experiment =
        submit(12, condition("curated", List.of(0.25), Optional.of(new CurationSpec(2, 0.2))));
    List<RequestedImage> images = awaitRequested(experiment, "curated", 1, 2);

    // When
    announceTwiceAndShuffled(
        generate(experiment, "curated", 1, images, image -> TinyInputs.black()));
    List<RequestedImage> all = awaitRequested(experiment, "curated", 1, 4);
    List<RequestedImage> replacements = all.stream().filter(i -> i.attempt() == 1).toList();
    announceTwiceAndShuffled(
        generate(experiment, "curated", 1, replacements, image -> TinyInputs.black()));

    // Then
    DatasetComposed composed = awaitComposed(experiment, "curated", 1);
    assertThat(composed.rejected()).isEqualTo(2);
    assertThat(composed.flagged()).isEqualTo(2);
    assertThat(images(dataset(composed))).containsAll(keys(images));
    assertThat(dataset(composed).curation()).isPresent();
    awaitQuiet(experiment);
    assertThat(judged(experiment))
        .hasSize(4)
        .allMatch(event -> !event.accepted() && !event.reasons().isEmpty());
  }

  @Test
  void shouldAccumulateColourMatchedImagesAndDrawReplicatesApart() {
    // Given
    ExperimentSubmitted experiment =
        submit(
            15,
            Specs.read(
                "{name: grow, syntheticFraction: [0.25, 0.25], regime: accumulate, "
                    + "colourMatching: reinhard}"),
            Specs.read("{name: again, syntheticFraction: [0.25], seed: 16}"),
            Specs.read("{name: fed, syntheticFraction: [0, 0.25], syntheticSource: base}"));
    CheckpointTrained fed = trained(awaitComposed(experiment, "fed", 1));
    announcer.announceAndWait(fed);
    List<RequestedImage> fromBase = awaitRequested(experiment, "fed", 2, 2);
    announcer.announceAndWait(
        generate(experiment, "fed", 2, fromBase, image -> TinyInputs.wave(image.slot())));
    List<RequestedImage> first = awaitRequested(experiment, "grow", 1, 2);
    List<RequestedImage> again = awaitRequested(experiment, "again", 1, 2);

    // When
    announceTwiceAndShuffled(
        generate(experiment, "grow", 1, first, image -> TinyInputs.wave(image.slot())));
    DatasetComposed composed = awaitComposed(experiment, "grow", 1);
    announcer.announceAndWait(trained(composed));
    List<RequestedImage> second = awaitRequested(experiment, "grow", 2, 2);
    announceTwiceAndShuffled(
        generate(experiment, "grow", 2, second, image -> TinyInputs.wave(50 + image.slot())));

    // Then
    DatasetComposed last = awaitComposed(experiment, "grow", 2);
    List<Key> matched = new ArrayList<>();
    for (RequestedImage image : concatenated(first, second)) {
      matched.add(new ColourMatchedRecipe(image.recipe().key(), realDataset, "reinhard").key());
    }
    assertThat(dataset(last).slots())
        .hasSize(SLOTS + 4)
        .filteredOn(slot -> slot.origin() == Origin.SYNTHETIC)
        .extracting(Slot::image)
        .isEqualTo(matched);
    assertThat(dataset(composed).slots()).isEqualTo(dataset(last).slots().subList(0, SLOTS + 2));
    assertThat(last.real()).isEqualTo(SLOTS);
    assertThat(last.checkpoint().training().steps()).isEqualTo(3);
    for (Key image : matched) {
      byte[] png = new Images(store).get(image);
      assertThat(Png.text(png, "collapse-lab:recipe", "matched"))
          .map(json -> Recipes.parse(json.getBytes(UTF_8)).key())
          .contains(image);
      assertThat(ImageDecoder.decode(png, "matched").width()).isEqualTo(TinyModel.SIZE);
    }
    assertThat(fromBase).extracting(image -> image.recipe().checkpoint()).containsOnly(checkpoint);
    assertThat(awaitComposed(experiment, "fed", 2).checkpoint().parent())
        .isEqualTo(fed.checkpoint());
    assertThat(again).extracting(image -> image.recipe().noise().seed()).containsOnly(16L);
    assertThat(first).extracting(image -> image.recipe().noise().seed()).containsOnly(15L);
  }

  @Test
  void shouldLetACancelledExperimentRestAndPassOverForeignImages() {
    // Given
    ExperimentSubmitted experiment = submit(13, condition("half", List.of(0.5), Optional.empty()));
    List<RequestedImage> images = awaitRequested(experiment, "half", 1, 4);
    ExperimentSubmitted foreign = experiment("never-submitted-0", experiment.spec());

    // When
    announcer.announceAndWait(
        generate(foreign, "half", 1, images, image -> TinyInputs.wave(image.slot())));
    announcer.announceAndWait(new ExperimentCancelled(experiment.experiment(), "enough"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                QuarkusTransaction.requiringNew()
                    .call(() -> planner.submission(experiment.experiment()))
                    .isEmpty());
    announceTwiceAndShuffled(
        generate(experiment, "half", 1, images, image -> TinyInputs.wave(image.slot())));
    announcer.announceAndWait(experiment);

    // Then
    awaitQuiet(experiment);
    assertThat(composed(experiment)).isEmpty();
    assertThat(composed(foreign)).isEmpty();
    assertThat(requested(experiment)).hasSize(4);
  }

  @Test
  void shouldPublishWhatACrashLeftInTheOutbox() {
    // Given
    ExperimentCancelled event = new ExperimentCancelled("crashed-0", "committed, not published");

    // When
    QuarkusTransaction.requiringNew().run(() -> outbox.add(event));

    // Then
    assertThat(log.await(ExperimentCancelled.class, e -> e.equals(event), 1, PATIENCE)).hasSize(1);
  }

  @Test
  void shouldNotPublishWhatWasRolledBack() {
    // Given
    ExperimentCancelled undone = new ExperimentCancelled("undone-0", "rolled back");
    ExperimentCancelled kept = new ExperimentCancelled("kept-0", "committed");

    // When
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          outbox.add(undone);
                          throw new IllegalStateException("changed its mind");
                        }))
        .hasMessageContaining("changed its mind");
    QuarkusTransaction.requiringNew().run(() -> outbox.add(kept));

    // Then
    log.await(ExperimentCancelled.class, kept::equals, 1, PATIENCE);
    assertThat(log.all(ExperimentCancelled.class)).doesNotContain(undone);
  }

  private ExperimentSubmitted submit(long seed, ConditionSpec... conditions) {
    ExperimentSpec spec =
        new ExperimentSpec(
            "waves",
            checkpoint.value(),
            realDataset.value(),
            Optional.empty(),
            seed,
            SLOTS,
            List.of(),
            new GenerationSpec(
                GenerationSpec.Mode.IMAGE_TO_IMAGE,
                0.5,
                "ddim",
                4,
                1,
                TinyModel.SIZE,
                TinyModel.SIZE,
                "",
                3),
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
            new EvaluationSpec(8, "ddim", 4, 1, 20, 0.9, Optional.empty()),
            List.of(conditions));
    ResolvedExperiment resolved = ResolvedExperiment.of(spec, checkpoint, realDataset);
    ExperimentSubmitted event = experiment(resolved.experiment(), resolved.spec());
    announcer.announceAndWait(event, event);
    return event;
  }

  private ExperimentSubmitted experiment(String name, ExperimentSpec spec) {
    return new ExperimentSubmitted(name, spec, checkpoint, realDataset);
  }

  private static ConditionSpec condition(
      String name, List<Double> fractions, Optional<CurationSpec> curation) {
    return new ConditionSpec(name, fractions, fractions.size(), curation, Optional.empty());
  }

  private List<Event> generate(
      ExperimentSubmitted experiment,
      String condition,
      int iteration,
      List<RequestedImage> images,
      Function<RequestedImage, byte[]> picture) {
    List<Event> events = new ArrayList<>();
    for (RequestedImage image : images) {
      Key content = new Images(store).put(image.recipe(), picture.apply(image));
      events.add(
          new ImageGenerated(
              experiment.experiment(),
              condition,
              iteration,
              Purpose.TRAINING,
              "shard",
              image.slot(),
              image.attempt(),
              image.recipe().key(),
              content,
              false,
              1));
    }
    return events;
  }

  private void announceTwiceAndShuffled(List<Event> events) {
    List<Event> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, new Random(3));
    announcer.announceAndWait(twice);
  }

  private static CheckpointTrained trained(DatasetComposed composed) {
    return new CheckpointTrained(
        composed.experiment(),
        composed.condition(),
        composed.iteration(),
        composed.checkpoint().key(),
        composed.dataset(),
        composed.checkpoint().training().steps(),
        0.5,
        false,
        10);
  }

  private List<RequestedImage> awaitRequested(
      ExperimentSubmitted experiment, String condition, int iteration, int count) {
    Callable<List<RequestedImage>> requested =
        () ->
            log.all(GenerationRequested.class).stream()
                .filter(event -> event.experiment().equals(experiment.experiment()))
                .filter(event -> event.condition().equals(condition))
                .filter(event -> event.iteration() == iteration)
                .map(GenerationRequested::images)
                .flatMap(Collection::stream)
                .toList();
    return await().atMost(PATIENCE).until(requested, images -> images.size() >= count);
  }

  private DatasetComposed awaitComposed(
      ExperimentSubmitted experiment, String condition, int iteration) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                composed(experiment).stream()
                    .filter(event -> event.condition().equals(condition))
                    .filter(event -> event.iteration() == iteration)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  // A probe that passes through the same channels shows that what came before it is handled.
  private void awaitQuiet(ExperimentSubmitted experiment) {
    ExperimentSubmitted probe =
        submit(experiment.spec().seed() + 1000, condition("half", List.of(0.5), Optional.empty()));
    List<RequestedImage> images = awaitRequested(probe, "half", 1, 4);
    announcer.announceAndWait(
        generate(probe, "half", 1, images, image -> TinyInputs.wave(image.slot())));
    awaitComposed(probe, "half", 1);
  }

  private List<DatasetComposed> composed(ExperimentSubmitted experiment) {
    return of(DatasetComposed.class, experiment);
  }

  private List<ImageJudged> judged(ExperimentSubmitted experiment) {
    return of(ImageJudged.class, experiment);
  }

  private List<RequestedImage> requested(ExperimentSubmitted experiment) {
    return of(GenerationRequested.class, experiment).stream()
        .map(GenerationRequested::images)
        .flatMap(Collection::stream)
        .toList();
  }

  private <E extends Event> List<E> of(Class<E> type, ExperimentSubmitted experiment) {
    return log.all(type).stream()
        .filter(event -> event.experiment().equals(experiment.experiment()))
        .toList();
  }

  private DatasetRecipe dataset(DatasetComposed composed) {
    return new Datasets(store).get(composed.dataset());
  }

  private static Set<Integer> syntheticSlots(DatasetRecipe dataset) {
    return dataset.slots().stream()
        .filter(slot -> slot.origin() == Origin.SYNTHETIC)
        .map(Slot::index)
        .collect(toSet());
  }

  private static List<RequestedImage> concatenated(
      List<RequestedImage> first, List<RequestedImage> second) {
    List<RequestedImage> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static Set<Key> images(DatasetRecipe dataset) {
    return dataset.slots().stream().map(Slot::image).collect(toSet());
  }

  private static Set<Key> keys(List<RequestedImage> images) {
    return images.stream().map(image -> image.recipe().key()).collect(toSet());
  }
}
