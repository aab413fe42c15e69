package org.collapselab.vision.features;

import org.collapselab.diffusion.data.RgbImage;

/** How an image becomes what a network takes. Its text is part of the network's identity. */
interface Pixels {

  /** S, the height and width of what the network takes. */
  int size();

  /** The planes the network takes, [3,S,S]. */
  float[] planes(RgbImage image);
}
