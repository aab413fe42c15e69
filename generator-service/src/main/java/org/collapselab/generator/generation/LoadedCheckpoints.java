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
 * The checkpoints that are ready on the device, the least recently used first. One batch is
 * computed at a time: a second one would only fight it for the same cores or the same device.
 */
@ApplicationScoped
public class LoadedCheckpoints {

  private final Checkpoints checkpoints;
  private final GeneratorSettings settings;
  private final Map<Key, Loaded> loaded = new LinkedHashMap<>(4, 0.75f, true);

  /** A checkpoint on the device. */
  private record Loaded(DiffusionModel model, StableDiffusion pipeline) {

    void close() {
      pipeline.close();
      model.close();
    }
  }

  LoadedCheckpoints(ArtifactStore store, GeneratorSettings settings) {
    this.checkpoints = new Checkpoints(store);
    this.settings = settings;
  }

  /** Renders with this checkpoint, which is fetched from the store when it isn't loaded yet. */
  synchronized List<RgbImage> render(
      Key checkpoint, Sampling sampling, List<ImageRequest> requests) {
    return pipeline(checkpoint).generate(sampling, requests);
  }

  private StableDiffusion pipeline(Key checkpoint) {
    Loaded entry = loaded.get(checkpoint);
    if (entry == null) {
      Path folder = checkpoints.materialise(checkpoint, Path.of(settings.cacheFolder()));
      makeRoom();
      entry = load(folder);
      loaded.put(checkpoint, entry);
    }
    return entry.pipeline();
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

  /** Room is made before the next checkpoint is loaded: two of them may not fit the device. */
  private void makeRoom() {
    var oldest = loaded.values().iterator();
    while (loaded.size() >= settings.loadedCheckpoints()) {
      oldest.next().close();
      oldest.remove();
    }
  }

  @PreDestroy
  synchronized void close() {
    loaded.values().forEach(Loaded::close);
    loaded.clear();
  }
}
