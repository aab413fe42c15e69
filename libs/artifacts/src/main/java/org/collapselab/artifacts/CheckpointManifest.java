package org.collapselab.artifacts;

import java.util.SortedMap;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Require;
import org.collapselab.contracts.recipe.BaseCheckpointRecipe;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.recipe.Recipe;

/**
 * What a checkpoint is made of.
 *
 * @param recipe a {@link BaseCheckpointRecipe} or a {@link CheckpointRecipe}
 * @param files path inside the model's folder to the hash of the file's bytes
 * @param facts what was seen while it was made, as in {@code loss}
 */
public record CheckpointManifest(
    Recipe recipe, SortedMap<String, Key> files, SortedMap<String, Double> facts) {
  public CheckpointManifest {
    Require.present(recipe, "recipe");
    if (!(recipe instanceof BaseCheckpointRecipe || recipe instanceof CheckpointRecipe)) {
      throw new ContractViolationException(
          "recipe.kind", "expected a checkpoint but found '" + recipe.kind() + "'");
    }
    files = Require.map(files, 10_000, "files");
    facts = Require.map(facts, 1000, "facts");
    if (recipe instanceof BaseCheckpointRecipe base && !base.files().equals(files)) {
      throw new ContractViolationException("files", "expected the files of the recipe");
    }
    for (String path : files.keySet()) {
      ModelFolder.checkPath(path);
    }
  }
}
