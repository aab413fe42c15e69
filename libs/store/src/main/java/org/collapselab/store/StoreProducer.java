package org.collapselab.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.collapselab.artifacts.ArtifactStore;

/** Opens the store. */
@ApplicationScoped
class StoreProducer {

  @Produces
  @Singleton
  ArtifactStore store(StoreConfig config) {
    return new ArtifactStore(config.settings());
  }

  void close(@Disposes ArtifactStore store) {
    store.close();
  }
}
