package org.collapselab.vision.features;

import java.util.Optional;

/** Features made before, by image and network. Safe for use by several threads. */
public interface FeatureCache {

  /**
   * The features of an image, if they are kept; not to be changed.
   *
   * @param image the image's key
   * @param network the network's identity
   */
  Optional<float[]> find(String image, String network);

  /** Keeps the features of an image. */
  void keep(String image, String network, float[] features);

  /** A cache in memory that forgets what was not used for longest. */
  static FeatureCache inMemory(int capacity) {
    return new LeastRecentlyUsedCache(capacity);
  }
}
