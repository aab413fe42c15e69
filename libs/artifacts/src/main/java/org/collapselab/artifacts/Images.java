package org.collapselab.artifacts;

import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.ColourMatchedRecipe;
import org.collapselab.contracts.recipe.ImageRecipe;
import org.collapselab.contracts.recipe.Origin;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Slot;

/**
 * Generated images, and what was made of them, as PNG, named by their recipes; and the real ones
 * beside them in a slot.
 */
public final class Images {
  private final ArtifactStore store;
  private final Blobs blobs;

  public Images(ArtifactStore store) {
    this.store = store;
    this.blobs = new Blobs(store);
  }

  /** The hash of the PNG of an image, if it is in the store. */
  public Optional<Key> content(Key image) {
    return store.find(StoreLayout.image(image)).map(StoredObject::content);
  }

  /**
   * Writes an image unless it is there: the first writer wins.
   *
   * @param png with the recipe inside
   * @return the hash of the PNG in the store, which an earlier writer may have written
   */
  public Key put(ImageRecipe recipe, byte[] png) {
    return write(recipe, png);
  }

  /** As {@link #put(ImageRecipe, byte[])}, in the colours of real images. */
  public Key put(ColourMatchedRecipe recipe, byte[] png) {
    return write(recipe, png);
  }

  private Key write(Recipe recipe, byte[] png) {
    return store.putIfAbsent(StoreLayout.image(recipe.key()), png, "image/png").content();
  }

  /**
   * The PNG of a generated image.
   *
   * @throws MissingArtifactException if it is not in the store
   * @throws CorruptArtifactException if its bytes do not have their hash
   */
  public byte[] get(Key image) {
    return store.get(StoreLayout.image(image));
  }

  /** The file of a slot's image: the original file of a real one, the PNG of a synthetic one. */
  public byte[] get(Slot slot) {
    return slot.origin() == Origin.REAL ? blobs.get(slot.image()) : get(slot.image());
  }
}
