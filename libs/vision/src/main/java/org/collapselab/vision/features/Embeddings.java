package org.collapselab.vision.features;

/** Directions of feature vectors. */
public final class Embeddings {

  private Embeddings() {}

  /**
   * The vector at unit length.
   *
   * @throws IllegalArgumentException if it is zero or not finite
   */
  public static float[] unit(float[] features) {
    double squares = 0;
    for (float value : features) {
      squares += (double) value * value;
    }
    if (!(squares > 0) || squares == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "embedding: expected a finite vector other than zero, got squared length " + squares);
    }
    double scale = 1 / Math.sqrt(squares);
    float[] unit = new float[features.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (features[i] * scale);
    }
    return unit;
  }

  /** Each row at unit length. */
  public static float[][] unit(float[][] features) {
    float[][] rows = new float[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = unit(features[i]);
    }
    return rows;
  }
}
