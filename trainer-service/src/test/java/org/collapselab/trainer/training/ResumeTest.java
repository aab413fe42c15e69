package org.collapselab.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.Precision;
import org.collapselab.testing.SharedStack;
import org.collapselab.testing.SharedStackResource;
import org.collapselab.trainer.TinyExperiment;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class ResumeTest {
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
  private static final int STEPS = 5;

  @Inject ArtifactStore store;
  @Inject SavedStates states;
  @Inject TrainerSettings settings;

  @ConfigProperty(name = "collapse.store.bucket")
  String bucket;

  @TempDir Path folder;
  private TinyExperiment tiny;
  private int opened;

  @BeforeEach
  void publish() throws IOException {
    tiny = TinyExperiment.publish(store, folder.resolve("model"));
  }

  @Test
  void aTrainingThatWasKilledEndsWithTheBytesOfOneThatWasNot() throws IOException {
    // Given
    CheckpointRecipe recipe = tiny.recipe(STEPS, 11);
    List<Double> losses = new ArrayList<>();
    Key whole;
    try (Training training = open(recipe)) {
      finish(training, losses);
      whole = published(training, recipe);
    }
    forget(recipe);

    // When: saved beside the third step, killed after the fourth
    List<Double> resumedLosses = new ArrayList<>();
    try (Training training = open(recipe)) {
      resumedLosses.add(training.step().loss());
      training.save();
      resumedLosses.add(training.step().loss());
      training.saveBeside();
      training.step();
      training.step();
    }
    Key resumed;
    try (Training training = open(recipe)) {
      assertThat(training.stepsDone()).isEqualTo(2);
      finish(training, resumedLosses);
      resumed = published(training, recipe);
    }

    // Then
    assertThat(resumedLosses).isEqualTo(losses);
    assertThat(resumed).isEqualTo(whole);
    assertThat(states(recipe)).isEmpty();
  }

  @Test
  void aDamagedStateIsPassedOverForTheOneBeforeIt() throws IOException {
    // Given
    CheckpointRecipe recipe = tiny.recipe(STEPS, 12);
    try (Training training = open(recipe)) {
      for (int i = 0; i < 4; i++) {
        training.step();
        training.save();
      }
    }
    List<String> saved = states(recipe);
    assertThat(saved).hasSize(2);

    // When
    damage(saved.get(1));

    // Then
    try (Training training = open(recipe)) {
      assertThat(training.stepsDone()).isEqualTo(3);
    }
  }

  @Test
  void aTrainingWithoutAWholeStateBeginsAgain() throws IOException {
    // Given
    CheckpointRecipe recipe = tiny.recipe(STEPS, 13);
    try (Training training = open(recipe)) {
      training.step();
      training.save();
    }

    // When
    damage(states(recipe).get(0));

    // Then
    try (Training training = open(recipe)) {
      assertThat(training.stepsDone()).isZero();
    }
  }

  @Test
  void theRecipeSaysHowStepsAreRounded() throws IOException {
    // Given
    CheckpointRecipe plain = tiny.recipe(2, 14);
    CheckpointRecipe inParts = tiny.recipe(2, 14, Optional.empty(), Optional.of(1));
    CheckpointRecipe sixteenBits =
        tiny.recipe(2, 14, Optional.of(Precision.BF16), Optional.empty());
    // When
    List<List<Double>> losses = new ArrayList<>();
    for (CheckpointRecipe recipe : List.of(plain, inParts, sixteenBits)) {
      List<Double> trained = new ArrayList<>();
      try (Training training = open(recipe)) {
        finish(training, trained);
      }
      losses.add(trained);
    }
    // Then
    double loss = losses.get(0).get(0);
    assertThat(losses.get(1).get(0)).isCloseTo(loss, withinPercentage(0.01));
    assertThat(losses.get(2).get(0)).isCloseTo(loss, withinPercentage(2)).isNotEqualTo(loss);
    assertThat(losses).doesNotHaveDuplicates();
  }

  private Training open(CheckpointRecipe recipe) throws IOException {
    Path work = Files.createDirectory(folder.resolve("work-" + opened++));
    return Training.open(recipe, store, states, settings, work);
  }

  private static void finish(Training training, List<Double> losses) {
    while (!training.finished()) {
      losses.add(training.step().loss());
    }
  }

  private Key published(Training training, CheckpointRecipe recipe) {
    training.publish(Map.of());
    return new Checkpoints(store).manifest(recipe.key()).files().get(UNET);
  }

  private void forget(CheckpointRecipe recipe) {
    store.delete("checkpoint/" + recipe.key().value() + ".json");
  }

  private List<String> states(CheckpointRecipe recipe) {
    return store.list("training-state/" + recipe.key().value() + "/");
  }

  /** Changes the last byte behind the store's back. */
  private void damage(String name) throws IOException {
    Path file = SharedStack.join().objectFile(bucket, name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }
}
