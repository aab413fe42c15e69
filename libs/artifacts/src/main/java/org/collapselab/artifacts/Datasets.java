package org.collapselab.artifacts;

import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.DatasetRecipe;

/** Training sets. */
public final class Datasets {
  private final RecipeDocuments<DatasetRecipe> documents;

  public Datasets(ArtifactStore store) {
    this.documents = new RecipeDocuments<>(store, DatasetRecipe.class, StoreLayout::dataset);
  }

  public boolean exists(Key dataset) {
    return documents.exists(dataset);
  }

  /** Writes a training set unless it is there. */
  public Key put(DatasetRecipe dataset) {
    return documents.put(dataset);
  }

  /**
   * A training set's recipe.
   *
   * @throws MissingArtifactException if it is not in the store
   * @throws CorruptArtifactException if it is not what its key says
   */
  public DatasetRecipe get(Key dataset) {
    return documents.get(dataset);
  }
}
