package org.collapselab.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.TrainingParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
  private static final String VAE = "vae/diffusion_pytorch_model.safetensors";

  private static TestStore test;
  private static ArtifactStore store;
  private static Checkpoints checkpoints;
  @TempDir Path folder;

  @BeforeAll
  static void open() {
    test = new TestStore();
    store = test.open();
    checkpoints = new Checkpoints(store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private Key base(int variant) throws IOException {
    Path model = folder.resolve("model-" + variant);
    Files.createDirectories(model.resolve("unet"));
    Files.createDirectories(model.resolve("vae"));
    Files.writeString(model.resolve("model_index.json"), "{}");
    Files.writeString(model.resolve(".gitattributes"), "not the model's");
    Files.write(model.resolve(UNET), new byte[] {1, (byte) variant});
    Files.write(model.resolve(VAE), new byte[1000]);
    return checkpoints.publishBase("tiny", model);
  }

  private static CheckpointRecipe recipe(Key parent, long seed) {
    TrainingParameters training =
        new TrainingParameters(64, 1e-4, 0, 1, 1, 0, 1, 0, 0, Optional.empty(), Optional.empty());
    return new CheckpointRecipe(parent, Key.sha256(new byte[0]), training, seed);
  }

  private Key tuned(Key parent, int seed) throws IOException {
    Path weights = Files.write(folder.resolve("weights"), new byte[] {2, (byte) seed});
    CheckpointRecipe recipe = recipe(parent, seed);
    checkpoints.publish(recipe, Map.of(UNET, weights), Map.of("loss", 0.5));
    return recipe.key();
  }

  @Test
  void sharesWhatTrainingDidNotChange() throws IOException {
    // Given
    Key base = base(1);
    // When
    Key tuned = tuned(base, 1);
    // Then
    CheckpointManifest manifest = checkpoints.manifest(tuned);
    assertThat(manifest.recipe()).isEqualTo(recipe(base, 1));
    assertThat(manifest.facts()).containsEntry("loss", 0.5);
    assertThat(manifest.files().keySet()).containsExactly("model_index.json", UNET, VAE);
    assertThat(manifest.files().get(VAE)).isEqualTo(checkpoints.manifest(base).files().get(VAE));
    assertThat(manifest.files().get(UNET)).isEqualTo(Key.sha256(new byte[] {2, 1}));
  }

  @Test
  void neverReplacesACheckpoint() throws IOException {
    // Given
    Key base = base(2);
    Key tuned = tuned(base, 2);
    Path other = Files.write(folder.resolve("other"), new byte[] {3});
    // When
    CheckpointManifest kept = checkpoints.publish(recipe(base, 2), Map.of(UNET, other), Map.of());
    // Then
    assertThat(kept).isEqualTo(checkpoints.manifest(tuned));
    assertThat(kept.files().get(UNET)).isEqualTo(Key.sha256(new byte[] {2, 2}));
  }

  @Test
  void wantsTheParent() {
    CheckpointRecipe orphan = recipe(Key.sha256(new byte[] {1, 1, 1}), 1);
    assertThatThrownBy(() -> checkpoints.publish(orphan, Map.of(), Map.of()))
        .isInstanceOf(MissingArtifactException.class);
    assertThat(checkpoints.find(orphan.key())).isEmpty();
  }

  @Test
  void refusesPathsThatLeadOutOfTheFolder() throws IOException {
    // Given
    Key base = base(3);
    Path weights = Files.write(folder.resolve("weights"), new byte[] {9});
    // Then
    for (String path : new String[] {"../x", "/x", "a//b", ".ssh/x", "a/..", "a\\b"}) {
      assertThatThrownBy(
              () -> checkpoints.publish(recipe(base, 3), Map.of(path, weights), Map.of()))
          .as(path)
          .isInstanceOf(ContractViolationException.class);
    }
  }

  @Test
  void laysAModelOutAsAFolder() throws IOException {
    // Given
    Key base = base(4);
    Key tuned = tuned(base, 4);
    Path cache = folder.resolve("cache");
    // When
    Path baseFolder = checkpoints.materialise(base, cache);
    Path tunedFolder = checkpoints.materialise(tuned, cache);
    // Then
    assertThat(Files.readAllBytes(baseFolder.resolve(UNET))).containsExactly(1, 4);
    assertThat(Files.readAllBytes(tunedFolder.resolve(UNET))).containsExactly(2, 4);
    assertThat(Files.isSameFile(baseFolder.resolve(VAE), tunedFolder.resolve(VAE))).isTrue();
    assertThat(checkpoints.materialise(tuned, cache)).isEqualTo(tunedFolder);
  }

  @Test
  void laysAModelOutOnceForManyThreads() throws IOException {
    // Given
    Key tuned = tuned(base(5), 5);
    Path cache = folder.resolve("cache");
    // When
    var folders =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> checkpoints.materialise(tuned, cache)))
            .toList();
    // Then
    assertThat(folders)
        .allSatisfy(
            laidOut ->
                assertThat(Files.readAllBytes(laidOut.join().resolve(UNET))).containsExactly(2, 5));
    assertThat(cache.resolve("checkpoints").toFile().list()).containsExactly(tuned.value());
    assertThat(cache.resolve("blobs").toFile().list()).hasSize(3);
  }

  @Test
  void leavesNothingOfACheckpointThatIsDamaged() throws IOException {
    // Given
    Key tuned = tuned(base(6), 6);
    test.damage(StoreLayout.blob(checkpoints.manifest(tuned).files().get(UNET)));
    Path cache = folder.resolve("cache");
    // Then
    assertThatThrownBy(() -> checkpoints.materialise(tuned, cache))
        .isInstanceOf(CorruptArtifactException.class);
    assertThat(cache.resolve("checkpoints")).isEmptyDirectory();
  }

  @Test
  void givesUpTheLongestUnusedBeyondItsSize() throws IOException {
    // Given
    Key base = base(7);
    Key first = tuned(base, 71);
    Key second = tuned(base, 72);
    Path cache = folder.resolve("cache");
    CheckpointCache small = new CheckpointCache(checkpoints, cache, 1006, Duration.ofMinutes(1));
    Path firstFolder = small.materialise(first);
    Path baseFolder = small.materialise(base);
    Files.setLastModifiedTime(firstFolder, FileTime.from(Instant.now().minusSeconds(3600)));
    // When
    Path secondFolder = small.materialise(second);
    // Then
    assertThat(firstFolder).doesNotExist();
    assertThat(baseFolder.resolve(VAE)).exists();
    assertThat(secondFolder.resolve(UNET)).exists();
    assertThat(cache.resolve("blobs").toFile().list()).hasSize(4);
    assertThat(small.materialise(first).resolve(UNET)).exists();
    // Everything was asked for within the grace period, so all of it stays.
    assertThat(cache.resolve("checkpoints").toFile().list()).hasSize(3);
  }
}
