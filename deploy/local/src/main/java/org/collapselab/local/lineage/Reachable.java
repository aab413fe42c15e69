package org.collapselab.local.lineage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.artifacts.Datasets;
import org.collapselab.artifacts.Evaluations;
import org.collapselab.artifacts.MissingArtifactException;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.artifacts.StoreLayout;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Origin;

/** The objects that some artifacts need: themselves and, by their recipes, all they come from. */
final class Reachable {
  private final ArtifactStore store;
  private final StoredRecipes recipes;
  private final Set<String> names = new HashSet<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  Reachable(ArtifactStore store) {
    this.store = store;
    this.recipes = new StoredRecipes(store);
  }

  /** The names of the objects. */
  Set<String> names() {
    // A chain of checkpoints may be long: followed one by one, it does not fill the stack.
    while (!open.isEmpty()) {
      open.pop().run();
    }
    return Set.copyOf(names);
  }

  void checkpoint(Key key) {
    names.add(StoreLayout.trainingState(key));
    follow(
        StoreLayout.checkpoint(key),
        () -> {
          var manifest = new Checkpoints(store).manifest(key);
          manifest.files().values().forEach(this::blob);
          if (manifest.recipe() instanceof CheckpointRecipe recipe) {
            checkpoint(recipe.parent());
            dataset(recipe.dataset());
          }
        });
  }

  void dataset(Key key) {
    follow(
        StoreLayout.dataset(key),
        () -> {
          var dataset = new Datasets(store).get(key);
          realDataset(dataset.realDataset());
          dataset.slots().stream()
              .filter(slot -> slot.origin() == Origin.SYNTHETIC)
              .forEach(slot -> image(slot.image()));
        });
  }

  void realDataset(Key key) {
    follow(
        StoreLayout.realDataset(key),
        () -> new RealDatasets(store).get(key).images().forEach(image -> blob(image.image())));
  }

  void evaluation(Key key) {
    names.add(StoreLayout.features(key));
    follow(
        StoreLayout.evaluation(key),
        () -> {
          var recipe = new Evaluations(store).get(key).recipe();
          checkpoint(recipe.checkpoint());
          realDataset(recipe.realDataset());
          recipe.images().forEach(this::image);
        });
  }

  void image(Key key) {
    follow(
        StoreLayout.image(key),
        () -> {
          var recipe = recipes.image(key).orElse(null);
          if (recipe instanceof ImageRecipe generated) {
            checkpoint(generated.checkpoint());
            generated.seedImage().ifPresent(seed -> blob(seed.image()));
          } else if (recipe instanceof ColourMatchedRecipe matched) {
            image(matched.image());
            realDataset(matched.realDataset());
          }
        });
  }

  private void blob(Key content) {
    names.add(StoreLayout.blob(content));
  }

  private void follow(String name, Runnable further) {
    if (names.add(name)) {
      open.push(
          () -> {
            try {
              further.run();
            } catch (MissingArtifactException e) {
              // What is not made yet, or was removed, needs nothing.
              return;
            }
          });
    }
  }
}
