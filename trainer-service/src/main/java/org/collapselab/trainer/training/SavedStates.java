package org.collapselab.trainer.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CorruptArtifactException;
import org.collapselab.artifacts.MissingArtifactException;
import org.collapselab.contracts.Key;
import org.jboss.logging.Logger;

/**
 * States of unfinished trainings in the store, from which any worker goes on. A state is one
 * object, so it is there whole or not at all; one that is damaged is passed over and the training
 * starts again.
 */
@ApplicationScoped
class SavedStates {

  private static final Logger LOG = Logger.getLogger(SavedStates.class);
  private static final String FILE = "state.safetensors";

  private final ArtifactStore store;

  SavedStates(ArtifactStore store) {
    this.store = store;
  }

  private static String name(Key checkpoint) {
    return "training-state/" + checkpoint.value() + "/" + FILE;
  }

  /** Puts the state that lies in the folder into the store. */
  void put(Key checkpoint, Path folder) {
    store.upload(folder.resolve(FILE), name(checkpoint));
  }

  /** Fetches the state into the folder, if there is one that is whole. */
  Optional<Path> fetch(Key checkpoint, Path folder) {
    try {
      store.download(name(checkpoint), folder.resolve(FILE));
      return Optional.of(folder);
    } catch (MissingArtifactException e) {
      return Optional.empty();
    } catch (CorruptArtifactException e) {
      LOG.warnf("checkpoint %s is trained from its start: %s", checkpoint.value(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Forgets the state; the checkpoint is there. */
  void remove(Key checkpoint) {
    store.delete(name(checkpoint));
  }
}
