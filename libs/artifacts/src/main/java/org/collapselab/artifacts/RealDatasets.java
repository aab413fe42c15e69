package org.collapselab.artifacts;

import java.nio.file.Path;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.recipe.RealImage;

/** Real data sets: their recipes, and their image files as blobs. */
public final class RealDatasets {
  private final RecipeDocuments<RealDatasetRecipe> documents;
  private final Blobs blobs;

  public RealDatasets(ArtifactStore store) {
    this.documents =
        new RecipeDocuments<>(store, RealDatasetRecipe.class, StoreLayout::realDataset);
    this.blobs = new Blobs(store);
  }

  public boolean exists(Key realDataset) {
    return documents.exists(realDataset);
  }

  /**
   * Writes a data set's files, then its recipe, unless it is there.
   *
   * @param folder that the recipe's file names start from
   * @throws IllegalArgumentException if a file lies outside the folder or is not the recipe's
   */
  public Key publish(RealDatasetRecipe recipe, Path folder) {
    Key key = recipe.key();
    if (exists(key)) {
      return key;
    }
    Path root = folder.normalize();
    for (RealImage image : recipe.images()) {
      Path file = root.resolve(image.fileName()).normalize();
      if (!file.startsWith(root)) {
        throw new IllegalArgumentException(image.fileName() + " lies outside of " + folder);
      }
      Key content = blobs.put(file);
      if (!content.equals(image.image())) {
        throw new IllegalArgumentException(
            file + ": expected the SHA-256 " + image.image() + " but found " + content);
      }
    }
    return documents.put(recipe);
  }

  /**
   * A real data set's recipe.
   *
   * @throws MissingArtifactException if it is not in the store
   * @throws CorruptArtifactException if it is not what its key says
   */
  public RealDatasetRecipe get(Key realDataset) {
    return documents.get(realDataset);
  }

  /** The original file of one image. */
  public byte[] image(Key image) {
    return blobs.get(image);
  }
}
