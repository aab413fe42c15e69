package org.collapselab.vision.features;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.collapselab.diffusion.data.RgbImage;

/** Features of images named by key; only those not in the cache are loaded and computed. */
public final class CachedFeatures {

  /** How many images are decoded at a time. */
  private static final int PORTION = 64;

  private final FeatureNetwork network;
  private final FeatureCache cache;

  public CachedFeatures(FeatureNetwork network, FeatureCache cache) {
    this.network = network;
    this.cache = cache;
  }

  /**
   * The features of each image, [N, D] in the order of the keys.
   *
   * @param load gives the image of a key; called once for each key that is not in the cache
   */
  public float[][] images(List<String> keys, Function<String, RgbImage> load) {
    float[][] features = new float[keys.size()][];
    Set<String> missing = new LinkedHashSet<>();
    for (int i = 0; i < features.length; i++) {
      features[i] = cache.find(keys.get(i), network.network()).orElse(null);
      if (features[i] == null) {
        missing.add(keys.get(i));
      }
    }
    List<String> order = List.copyOf(missing);
    for (int from = 0; from < order.size(); from += PORTION) {
      List<String> portion = order.subList(from, Math.min(order.size(), from + PORTION));
      List<RgbImage> images = new ArrayList<>();
      portion.forEach(key -> images.add(load.apply(key)));
      float[][] computed = network.images(images);
      for (int i = 0; i < computed.length; i++) {
        cache.keep(portion.get(i), network.network(), computed[i]);
        for (int row = 0; row < features.length; row++) {
          if (keys.get(row).equals(portion.get(i))) {
            features[row] = computed[i];
          }
        }
      }
    }
    return features;
  }
}
