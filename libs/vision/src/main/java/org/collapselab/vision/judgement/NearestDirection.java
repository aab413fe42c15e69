package org.collapselab.vision.judgement;

/** The cosine to the nearest of some directions. */
final class NearestDirection {

  private final float[][] directions;

  /** Of unit vectors [N, D], N at least 2. */
  NearestDirection(float[][] directions) {
    this.directions = directions;
  }

  /** The greatest cosine of a direction [D] to one of these. */
  double similarity(float[] direction) {
    return similarity(direction, -1);
  }

  /** For each of these the greatest cosine to another of them, [N]. */
  double[] similarities() {
    double[] similarities = new double[directions.length];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = similarity(directions[i], i);
    }
    return similarities;
  }

  /** The cosine of two unit vectors. */
  static double cosine(float[] one, float[] other) {
    double cosine = 0;
    for (int j = 0; j < one.length; j++) {
      cosine += (double) one[j] * other[j];
    }
    return cosine;
  }

  private double similarity(float[] direction, int without) {
    double nearest = -1;
    for (int i = 0; i < directions.length; i++) {
      if (i != without) {
        nearest = Math.max(nearest, cosine(direction, directions[i]));
      }
    }
    return nearest;
  }
}
