package org.collapselab.vision.features;

import java.util.List;
import org.collapselab.diffusion.data.RgbImage;

/** A network that turns an image into a feature vector. Safe for use by several threads. */
public interface FeatureNetwork extends AutoCloseable {

  /** Which network it is, and whose weights it has. */
  NetworkFacts facts();

  /** The network's identity: its name, {@code @} and 8 hexadecimal digits of a hash. */
  default String network() {
    return facts().network();
  }

  /** D, the length of a feature vector. */
  int dimension();

  /**
   * The features of each image, [N, D], as the network gives them. An image's features depend on it
   * alone, not on the images it is given with.
   */
  float[][] images(List<RgbImage> images);

  /** Frees the weights. */
  @Override
  void close();
}
