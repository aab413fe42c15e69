package org.collapselab.vision.statistics;

/** A distance of two sets of feature vectors. */
@FunctionalInterface
public interface SetDistance {

  /** The distance of {@code a} [N1, D] and {@code b} [N2, D]. */
  double between(float[][] a, float[][] b);
}
