package org.collapselab.artifacts;

import java.util.function.Function;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.Recipe;
import org.collapselab.contracts.recipe.Recipes;

/** Artifacts that are nothing but their recipes: the canonical JSON under its own hash. */
final class RecipeDocuments<R extends Recipe> {
  private final ArtifactStore store;
  private final Class<R> type;
  private final Function<Key, String> layout;

  RecipeDocuments(ArtifactStore store, Class<R> type, Function<Key, String> layout) {
    this.store = store;
    this.type = type;
    this.layout = layout;
  }

  boolean exists(Key key) {
    return store.exists(layout.apply(key));
  }

  Key put(R recipe) {
    byte[] json = Recipes.canonicalJson(recipe);
    Key key = Key.sha256(json);
    store.putIfAbsent(layout.apply(key), json, "application/json");
    return key;
  }

  R get(Key key) {
    String name = layout.apply(key);
    byte[] json = store.get(name);
    if (!Key.sha256(json).equals(key)) {
      throw new CorruptArtifactException(name, "its recipe has another key than its name");
    }
    try {
      return Recipes.parse(json, type);
    } catch (ContractViolationException e) {
      throw new CorruptArtifactException(name, e);
    }
  }
}
