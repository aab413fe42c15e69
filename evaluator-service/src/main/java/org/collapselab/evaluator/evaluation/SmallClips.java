package org.collapselab.evaluator.evaluation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.CheckpointCache;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.vision.features.CachedFeatures;
import org.collapselab.vision.features.ClipFeatures;
import org.collapselab.vision.features.FeatureCache;

/**
 * The small CLIP networks of base checkpoints, each loaded once. Every checkpoint fine-tuned from a
 * base is looked at with the base's network, which training never changes.
 */
@ApplicationScoped
class SmallClips {

  private static final String NAME = "small-clip";
  private static final int FEATURES_KEPT = 50_000;

  private final CheckpointCache checkpoints;
  private final String device;
  private final Map<Key, ClipFeatures> loaded = new HashMap<>();
  private final FeatureCache cache = FeatureCache.inMemory(FEATURES_KEPT);

  SmallClips(ArtifactStore store, EvaluatorSettings settings) {
    this.checkpoints =
        new CheckpointCache(
            new Checkpoints(store), settings.cacheFolder(), Checkpoints.DEFAULT_CACHE_BYTES);
    this.device = settings.device();
  }

  /** The network of a base checkpoint. */
  synchronized ClipFeatures of(Key base) {
    return loaded.computeIfAbsent(base, this::load);
  }

  /** The features of images, [N, D], of which those seen before are remembered. */
  float[][] images(Key base, List<String> keys, Function<String, RgbImage> load) {
    return new CachedFeatures(of(base), cache).images(keys, load);
  }

  /** The features of captions, [N, D]. */
  float[][] texts(Key base, List<String> captions) {
    return of(base).texts(captions);
  }

  private ClipFeatures load(Key base) {
    try {
      return ClipFeatures.open(checkpoints.materialise(base), NAME, device);
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + base + " has no usable CLIP", e);
    }
  }

  @PreDestroy
  synchronized void close() {
    loaded.values().forEach(ClipFeatures::close);
    loaded.clear();
  }
}
