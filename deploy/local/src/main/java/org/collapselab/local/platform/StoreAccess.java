package org.collapselab.local.platform;

import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.StoreSettings;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;
import org.collapselab.stack.StackSettings;

/** The store of a data folder: of the platform that runs on it, or of servers of its own. */
public final class StoreAccess implements AutoCloseable {
  private final ArtifactStore store;
  private final Optional<Platform> own;

  private StoreAccess(ArtifactStore store, Optional<Platform> own) {
    this.store = store;
    this.own = own;
  }

  /**
   * Opens the store, starting servers and these services unless a platform runs.
   *
   * @param say is told what happens
   * @throws LabException if there is no store yet, or it cannot be started
   */
  public static StoreAccess open(
      Installation installation, DataFolder folder, Consumer<String> say) {
    if (!StackSettings.existIn(folder.stack())) {
      throw new LabException(
          ExitStatus.BAD_INPUT, folder.root() + " holds nothing yet: 'lab run' runs an experiment");
    }
    if (folder.evaluatorUrl().isPresent()) {
      return new StoreAccess(connect(StackSettings.read(folder.stack())), Optional.empty());
    }
    Platform platform = Platform.start(installation, folder, EnumSet.noneOf(Service.class), 0, say);
    return new StoreAccess(platform.openStore(), Optional.of(platform));
  }

  /** The store of running servers; to be closed by the caller. */
  static ArtifactStore connect(StackSettings settings) {
    return new ArtifactStore(
        new StoreSettings(
            settings.storeEndpoint(),
            StackSettings.ACCESS_KEY,
            settings.storeSecretKey(),
            StackSettings.BUCKET,
            StackSettings.REGION));
  }

  public ArtifactStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    own.ifPresent(Platform::close);
  }
}
