package org.collapselab.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Floor;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.DatasetRecipe;
import org.collapselab.contracts.recipe.EvaluationParameters;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.NoiseSource;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;
import org.collapselab.contracts.recipe.Sampling;
import org.collapselab.contracts.recipe.Slot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeArtifactsTest {
  private static final Sampling SAMPLING = new Sampling("ddim", 4, 1, 8, 8);
  private static final byte[] PHOTO = {1, 2, 3};

  private static TestStore test;
  private static ArtifactStore store;

  @BeforeAll
  static void open() {
    test = new TestStore();
    store = test.open();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static ImageRecipe image(int slot) {
    return new ImageRecipe(
        Key.sha256(PHOTO),
        "a face",
        "",
        Optional.empty(),
        SAMPLING,
        new NoiseSource(1, 1, slot, 0, NoiseSource.TRAINING));
  }

  @Test
  void keepsTheFirstPictureOfARecipe() {
    // Given
    Images images = new Images(store);
    ImageRecipe recipe = image(0);
    assertThat(images.content(recipe.key())).isEmpty();
    // When
    Key first = images.put(recipe, new byte[] {1});
    Key second = images.put(recipe, new byte[] {2});
    // Then
    assertThat(second).isEqualTo(first).isEqualTo(Key.sha256(new byte[] {1}));
    assertThat(images.content(recipe.key())).contains(first);
    assertThat(images.get(recipe.key())).containsExactly(1);
  }

  @Test
  void findsTheImageOfAnySlot(@TempDir Path folder) throws IOException {
    // Given
    Images images = new Images(store);
    images.put(image(1), new byte[] {9});
    Files.write(folder.resolve("photo.png"), PHOTO);
    RealDatasets realDatasets = new RealDatasets(store);
    Key real = realDatasets.publish(realDataset("photo.png"), folder);
    DatasetRecipe dataset =
        new DatasetRecipe(
            real,
            List.of(
                new Slot(0, Origin.REAL, Key.sha256(PHOTO), "a face"),
                new Slot(1, Origin.SYNTHETIC, image(1).key(), "a face")),
            Optional.empty());
    // When
    Key key = new Datasets(store).put(dataset);
    // Then
    DatasetRecipe read = new Datasets(store).get(key);
    assertThat(read).isEqualTo(dataset);
    assertThat(images.get(read.slots().get(0))).isEqualTo(PHOTO);
    assertThat(images.get(read.slots().get(1))).containsExactly(9);
    assertThat(realDatasets.get(real)).isEqualTo(realDataset("photo.png"));
    assertThat(realDatasets.image(Key.sha256(PHOTO))).isEqualTo(PHOTO);
  }

  private static RealDatasetRecipe realDataset(String file) {
    return new RealDatasetRecipe(
        "faces", List.of(new RealImage(Key.sha256(PHOTO), file, "a face", new TreeMap<>())));
  }

  @Test
  void refusesFilesThatAreNotTheDataSets(@TempDir Path folder) throws IOException {
    // Given
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.write(folder.resolve("outside.png"), PHOTO);
    Files.write(inside.resolve("other.png"), new byte[] {4});
    RealDatasets realDatasets = new RealDatasets(store);
    // Then
    assertThatThrownBy(() -> realDatasets.publish(realDataset("../outside.png"), inside))
        .hasMessageContaining("outside of");
    assertThatThrownBy(() -> realDatasets.publish(realDataset("other.png"), inside))
        .hasMessageContaining("expected the SHA-256");
    assertThat(realDatasets.exists(realDataset("other.png").key())).isFalse();
  }

  @Test
  void noticesADocumentThatIsNotWhatItsKeySays() throws IOException {
    // Given
    DatasetRecipe dataset =
        new DatasetRecipe(
            Key.sha256(PHOTO),
            List.of(new Slot(0, Origin.REAL, Key.sha256(PHOTO), "to be damaged")),
            Optional.empty());
    Key key = new Datasets(store).put(dataset);
    Key other = Key.sha256(new byte[] {77});
    store.put(StoreLayout.dataset(other), store.get(StoreLayout.dataset(key)), "application/json");
    test.damage(StoreLayout.dataset(key));
    // Then
    assertThatThrownBy(() -> new Datasets(store).get(key))
        .isInstanceOf(CorruptArtifactException.class);
    assertThatThrownBy(() -> new Datasets(store).get(other))
        .isInstanceOf(CorruptArtifactException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void keepsEvaluationsWithTheirRecipe() {
    // Given
    EvaluationRecipe recipe =
        new EvaluationRecipe(
            Key.sha256(PHOTO),
            List.of(image(0).key()),
            Key.sha256(PHOTO),
            new EvaluationParameters(1, SAMPLING, 10, 0.95, Optional.empty(), 1),
            "tiny");
    Metric metric =
        new Metric("FD", "tiny", 2, 1, 3, 0.95, 1, Optional.of(new Floor(1, 0.5, 1.5, 1)));
    Evaluations evaluations = new Evaluations(store);
    // When
    Evaluation first = evaluations.put(new Evaluation(recipe, List.of(metric)));
    Evaluation again = evaluations.put(new Evaluation(recipe, List.of(metric, metric)));
    // Then
    assertThat(again).isEqualTo(first);
    assertThat(evaluations.find(recipe.key())).contains(first);
    assertThat(evaluations.find(Key.sha256(new byte[] {5}))).isEmpty();
    assertThat(Map.of(recipe.key(), first.recipe())).containsEntry(recipe.key(), recipe);
  }
}
