package org.collapselab.curator.planning;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.RealDatasets;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;

/** The recipes of real data sets, of which every image of an experiment needs the same one. */
@ApplicationScoped
class RealDatasetCache {

  private static final int CAPACITY = 8;

  private final RealDatasets realDatasets;
  private final Map<Key, RealDatasetRecipe> cached =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RealDatasetRecipe> eldest) {
          return size() > CAPACITY;
        }
      };

  RealDatasetCache(ArtifactStore store) {
    this.realDatasets = new RealDatasets(store);
  }

  /** The recipe, from the store the first time. */
  RealDatasetRecipe get(Key key) {
    synchronized (cached) {
      return cached.computeIfAbsent(key, realDatasets::get);
    }
  }
}
