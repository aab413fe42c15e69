package org.collapselab.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CheckpointManifest;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class TrainerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

  @Inject ArtifactStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TempDir Path folder;
  private EventLog events;
  private TinyExperiment tiny;

  @BeforeEach
  void publish() throws IOException {
    events = new EventLog(bootstrapServers);
    tiny = TinyExperiment.publish(store, folder.resolve("model"));
  }

  @AfterEach
  void close() {
    events.close();
  }

  private List<CheckpointTrained> awaitTrained(String experiment, int count) {
    return events.await(
        CheckpointTrained.class, e -> e.experiment().equals(experiment), count, PATIENCE);
  }

  @Test
  void trainsACheckpointThatDiffersFromItsParentInTheUnetOnly() throws IOException {
    // Given
    CheckpointRecipe recipe = tiny.recipe(3, 1);

    // When
    events.send(tiny.composed("one", "all", recipe));

    // Then
    CheckpointTrained trained = awaitTrained("one", 1).get(0);
    assertThat(trained.checkpoint()).isEqualTo(recipe.key());
    assertThat(trained.reused()).isFalse();
    assertThat(trained.steps()).isEqualTo(3);
    Checkpoints checkpoints = new Checkpoints(store);
    CheckpointManifest parent = checkpoints.manifest(tiny.base());
    CheckpointManifest child = checkpoints.manifest(recipe.key());
    assertThat(child.files().get(UNET)).isNotEqualTo(parent.files().get(UNET));
    assertThat(child.files().keySet()).isEqualTo(parent.files().keySet());
    assertThat(child.files().entrySet().stream().filter(e -> !e.getKey().equals(UNET)))
        .allSatisfy(e -> assertThat(parent.files()).contains(e));
    ModelFolder.open(checkpoints.materialise(recipe.key(), folder.resolve("cache")));
    TrainingProgressed last =
        events
            .await(TrainingProgressed.class, e -> e.experiment().equals("one"), 1, PATIENCE)
            .get(0);
    assertThat(last.steps()).isEqualTo(3);
  }

  @Test
  void answersForACheckpointThatIsThereWithoutTrainingItAgain() {
    // Given
    CheckpointRecipe recipe = tiny.recipe(2, 2);
    events.send(tiny.composed("first", "all", recipe));
    awaitTrained("first", 1);

    // When
    events.send(tiny.composed("second", "all", recipe));
    events.send(tiny.composed("second", "other", recipe));

    // Then
    assertThat(awaitTrained("second", 2))
        .allMatch(CheckpointTrained::reused)
        .extracting(CheckpointTrained::condition)
        .containsExactlyInAnyOrder("all", "other");
  }

  @Test
  void trainsOnceForAllWhoWait() {
    // Given
    CheckpointRecipe recipe = tiny.recipe(30, 3);

    // When
    events.send(tiny.composed("shared", "one", recipe));
    events.send(tiny.composed("shared", "two", recipe));
    events.send(tiny.composed("shared", "one", recipe));

    // Then
    List<CheckpointTrained> trained = awaitTrained("shared", 2);
    assertThat(trained).extracting(CheckpointTrained::checkpoint).containsOnly(recipe.key());
    assertThat(trained).extracting(CheckpointTrained::condition).contains("one", "two");
  }

  @Test
  void givesUpWhatCannotBeTrained() {
    // Given
    Key missing = Key.sha256(new byte[] {7});
    CheckpointRecipe recipe =
        new CheckpointRecipe(tiny.base(), missing, tiny.recipe(2, 4).training(), 4);

    // When
    events.send(tiny.composed("hopeless", "all", recipe));

    // Then
    WorkFailed failed =
        events.await(WorkFailed.class, e -> e.experiment().equals("hopeless"), 1, PATIENCE).get(0);
    assertThat(failed.service()).isEqualTo("trainer");
    assertThat(failed.work()).isEqualTo(recipe.key().value());
    assertThat(failed.reason()).contains(missing.value());
  }
}
