package org.collapselab.local.lineage;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Datasets;
import org.collapselab.artifacts.Evaluations;
import org.collapselab.artifacts.Images;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.artifacts.StoreLayout;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.making.RecipePng;

/** The recipes of the artifacts in a store, whatever their kind. */
public final class StoredRecipes {
  private static final List<String> FOLDERS =
      List.of("checkpoint/", "dataset/", "real-dataset/", "evaluation/", "image/");
  private static final int SHOWN = 5;

  private final ArtifactStore store;
  private final Images images;

  public StoredRecipes(ArtifactStore store) {
    this.store = store;
    this.images = new Images(store);
  }

  ArtifactStore store() {
    return store;
  }

  /**
   * The key that starts with these digits.
   *
   * @throws LabException if none does, or more than one
   */
  public Key resolve(String digits) {
    if (!digits.matches("[0-9a-f]{4,64}")) {
      throw new LabException(
          ExitStatus.BAD_INPUT,
          "'%s' is no key: expected 4 to 64 lower-case hexadecimal digits".formatted(digits));
    }
    TreeSet<String> keys = new TreeSet<>();
    for (String folder : FOLDERS) {
      for (String name : store.list(folder + digits)) {
        keys.add(name.substring(folder.length(), folder.length() + 64));
      }
    }
    if (keys.size() == 1) {
      return Key.parse(keys.first());
    }
    throw new LabException(
        ExitStatus.BAD_INPUT,
        keys.isEmpty()
            ? "the store has no artifact whose key starts with " + digits
            : "%d artifacts' keys start with %s, as %s: give more digits"
                .formatted(
                    keys.size(), digits, String.join(", ", keys.stream().limit(SHOWN).toList())));
  }

  /**
   * The recipe of an artifact, if the store has it.
   *
   * @throws org.collapselab.artifacts.CorruptArtifactException if it is not what its key says
   */
  public Optional<Recipe> find(Key key) {
    if (store.exists(StoreLayout.checkpoint(key))) {
      return Optional.of(new Checkpoints(store).manifest(key).recipe());
    }
    if (store.exists(StoreLayout.dataset(key))) {
      return Optional.of(new Datasets(store).get(key));
    }
    if (store.exists(StoreLayout.realDataset(key))) {
      return Optional.of(new RealDatasets(store).get(key));
    }
    return image(key).or(() -> new Evaluations(store).find(key).map(found -> found.recipe()));
  }

  /**
   * The recipe of an image, if the store has it.
   *
   * @throws LabException if its file does not hold the recipe that its key says
   */
  public Optional<Recipe> image(Key key) {
    if (images.content(key).isEmpty()) {
      return Optional.empty();
    }
    String name = StoreLayout.image(key);
    Recipe recipe =
        RecipePng.recipe(images.get(key), name)
            .orElseThrow(
                () -> new LabException(ExitStatus.BROKEN, name + " does not hold its recipe"));
    if (!recipe.key().equals(key)) {
      throw new LabException(ExitStatus.BROKEN, name + " holds the recipe of " + recipe.key());
    }
    return Optional.of(recipe);
  }
}
