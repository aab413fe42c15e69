package org.collapselab.generator.generation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.pipeline.DiffusionModel;
import org.collapselab.diffusion.pipeline.ImageRequest;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Sampling;
import org.collapselab.diffusion.pipeline.StableDiffusion;

/**
 * The checkpoints that are ready on the device, the least recently used first. As many batches are
 * computed at a time as there are workers, each with a checkpoint that stays loaded meanwhile.
 */
@ApplicationScoped
public class LoadedCheckpoints {

  private final Checkpoints checkpoints;
  private final GeneratorSettings settings;
  private final Map<Key, Loaded> loaded = new LinkedHashMap<>(4, 0.75f, true);

  /** A checkpoint on the device. */
  private static final class Loaded {

    private final DiffusionModel model;
    private final StableDiffusion pipeline;
    private int users;

    Loaded(DiffusionModel model, StableDiffusion pipeline) {
      this.model = model;
      this.pipeline = pipeline;
    }

    void close() {
      pipeline.close();
      model.close();
    }
  }

  LoadedCheckpoints(ArtifactStore store, GeneratorSettings settings) {
    this.checkpoints = new Checkpoints(store);
    this.settings = settings;
    if (settings.workers() < 1 || settings.loadedCheckpoints() < settings.workers()) {
      throw new IllegalArgumentException(
          "collapse.generator.loaded-checkpoints: expected at least one for each of %d workers"
                  .formatted(settings.workers())
              + " (collapse.generator.workers, 1 or more), was "
              + settings.loadedCheckpoints());
    }
  }

  /** Renders with this checkpoint, which is fetched from the store when it isn't loaded yet. */
  List<RgbImage> render(Key checkpoint, Sampling sampling, List<ImageRequest> requests) {
    Loaded entry = take(checkpoint);
    try {
      return entry.pipeline.generate(sampling, requests);
    } finally {
      giveBack(entry);
    }
  }

  private synchronized Loaded take(Key checkpoint) {
    Loaded entry = loaded.get(checkpoint);
    if (entry == null) {
      Path folder = checkpoints.materialise(checkpoint, Path.of(settings.cacheFolder()));
      makeRoom();
      entry = load(folder);
      loaded.put(checkpoint, entry);
    }
    entry.users++;
    return entry;
  }

  private synchronized void giveBack(Loaded entry) {
    entry.users--;
  }

  private Loaded load(Path folder) {
    try {
      DiffusionModel model =
          DiffusionModel.load(ModelFolder.open(folder), settings.device(), StableDiffusion.PARTS);
      return new Loaded(model, new StableDiffusion(model, settings.batch()));
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + folder.getFileName(), e);
    }
  }

  /**
   * Room is made before the next checkpoint is loaded: more may not fit the device. The worker that
   * asks uses none, so of as many checkpoints as workers one at least is idle.
   */
  private void makeRoom() {
    var oldest = loaded.values().iterator();
    while (loaded.size() >= settings.loadedCheckpoints() && oldest.hasNext()) {
      Loaded entry = oldest.next();
      if (entry.users == 0) {
        entry.close();
        oldest.remove();
      }
    }
  }

  /** One that is in use after all the waiting for its worker ends with the process. */
  @PreDestroy
  synchronized void close() {
    loaded.values().stream().filter(entry -> entry.users == 0).forEach(Loaded::close);
    loaded.clear();
  }
}
