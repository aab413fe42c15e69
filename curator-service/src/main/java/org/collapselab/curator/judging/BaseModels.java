package org.collapselab.curator.judging;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CheckpointCache;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.pipeline.ModelFolder;
import org.collapselab.diffusion.pipeline.Reconstruction;
import org.collapselab.vision.features.ClipFeatures;

/**
 * What judges need of base checkpoints: their small CLIP networks, each loaded once, and their
 * autoencoders. Every checkpoint fine-tuned from a base is looked at with the base's, which
 * training never changes.
 */
@ApplicationScoped
class BaseModels {

  private static final String NAME = "small-clip";

  private final CheckpointCache checkpoints;
  private final String device;
  private final Map<Key, ClipFeatures> loaded = new HashMap<>();

  BaseModels(ArtifactStore store, CuratorSettings settings) {
    this.checkpoints =
        new CheckpointCache(
            new Checkpoints(store), settings.cacheFolder(), Checkpoints.DEFAULT_CACHE_BYTES);
    this.device = settings.device();
  }

  /** The CLIP network of a base checkpoint. */
  synchronized ClipFeatures clip(Key base) {
    return loaded.computeIfAbsent(base, this::load);
  }

  private ClipFeatures load(Key base) {
    try {
      return ClipFeatures.open(checkpoints.materialise(base), NAME, device);
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + base + " has no usable CLIP", e);
    }
  }

  /** The autoencoder of a base checkpoint; the caller closes it. */
  Reconstruction autoencoder(Key base) {
    try {
      return Reconstruction.open(ModelFolder.open(checkpoints.materialise(base)), device);
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + base + " has no usable autoencoder", e);
    }
  }

  @PreDestroy
  synchronized void close() {
    loaded.values().forEach(ClipFeatures::close);
    loaded.clear();
  }
}
