package org.collapselab.trainer.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CorruptArtifactException;
import org.collapselab.artifacts.MissingArtifactException;
import org.collapselab.contracts.Key;
import org.jboss.logging.Logger;

/**
 * States of unfinished trainings in the store, from which any worker goes on. A state is one
 * object, so it is there whole or not at all, and the one before it stays in case it is damaged
 * later.
 */
@ApplicationScoped
class SavedStates {

  private static final Logger LOG = Logger.getLogger(SavedStates.class);
  private static final int KEPT = 2;

  private final ArtifactStore store;

  SavedStates(ArtifactStore store) {
    this.store = store;
  }

  private static String folder(Key checkpoint) {
    return "training-state/" + checkpoint.value() + "/";
  }

  /** The objects of states; a name begins with its step, in digits of one width. */
  private List<String> newestFirst(Key checkpoint) {
    return store.list(folder(checkpoint) + "state-").stream()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Puts a state into the store and removes all but it and the one before it. */
  void put(Key checkpoint, Path state) {
    store.upload(state, folder(checkpoint) + state.getFileName());
    newestFirst(checkpoint).stream().skip(KEPT).forEach(store::delete);
  }

  /** Fetches the newest state that is whole into the folder, if there is one. */
  Optional<Path> fetch(Key checkpoint, Path folder) {
    for (String name : newestFirst(checkpoint)) {
      Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
      try {
        store.download(name, file);
        return Optional.of(file);
      } catch (MissingArtifactException | CorruptArtifactException e) {
        LOG.warnf("%s is passed over: %s", name, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Forgets the states; the checkpoint is there. */
  void remove(Key checkpoint) {
    store.deletePrefix(folder(checkpoint));
  }
}
