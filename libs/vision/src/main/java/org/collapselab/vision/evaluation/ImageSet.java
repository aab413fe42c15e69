package org.collapselab.vision.evaluation;

import java.util.Optional;
import java.util.SortedMap;
import org.collapselab.diffusion.data.RgbImage;

/** Images that can be looked at one by one. */
public interface ImageSet {

  /** How many there are. */
  int size();

  /** An image's name, unique in the set. */
  String name(int index);

  /**
   * The image, decoded.
   *
   * @throws org.collapselab.diffusion.data.CorruptImageException if it cannot be
   */
  RgbImage image(int index);

  /** What it is said to show. */
  Optional<String> caption(int index);

  /** What else is said of it. */
  SortedMap<String, String> attributes(int index);
}
