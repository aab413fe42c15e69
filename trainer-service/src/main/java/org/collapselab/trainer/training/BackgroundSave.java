package org.collapselab.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.collapselab.diffusion.training.FineTuning;
import org.jboss.logging.Logger;

/**
 * Brings states to the disk and into the store beside the steps of a training. One is on its way at
 * a time: when the store is slower than states are made, fewer are saved.
 */
final class BackgroundSave implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(BackgroundSave.class);

  private final Consumer<Path> upload;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread saver = new Thread(task, "training-state");
            saver.setDaemon(true);
            return saver;
          });
  private Optional<CompletableFuture<Void>> underWay = Optional.empty();

  BackgroundSave(Consumer<Path> upload) {
    this.upload = upload;
  }

  /** Whether a state is still on its way. */
  boolean busy() {
    return underWay.filter(save -> !save.isDone()).isPresent();
  }

  /** Saves a written state in the background. A failure costs this state only. */
  void begin(Path state) {
    underWay =
        Optional.of(
            CompletableFuture.runAsync(() -> settleAndUpload(state), thread)
                .exceptionally(
                    failure -> {
                      LOG.warnf("%s is not saved: %s", state.getFileName(), failure);
                      return null;
                    }));
  }

  /**
   * Saves a written state, after the one that is on its way.
   *
   * @throws UncheckedIOException if the disk fails
   */
  void finish(Path state) {
    underWay.ifPresent(CompletableFuture::join);
    try {
      CompletableFuture.runAsync(() -> settleAndUpload(state), thread).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void settleAndUpload(Path state) {
    try {
      FineTuning.settle(state);
    } catch (IOException e) {
      throw new UncheckedIOException(state.toString(), e);
    }
    upload.accept(state);
  }

  /** Waits for the state that is on its way. */
  @Override
  public void close() {
    underWay.ifPresent(CompletableFuture::join);
    thread.shutdown();
  }
}
