package org.collapselab.vision.metrics;

import org.ejml.data.DMatrixRMaj;

/** Squared Euclidean distances between the rows of two matrices. */
final class Distances {

  private final InnerProducts products;
  private final double[] normsA;
  private final double[] normsB;

  Distances(DMatrixRMaj a, DMatrixRMaj b) {
    this.products = new InnerProducts(a, b);
    this.normsA = norms(a);
    this.normsB = norms(b);
  }

  /** Shows the distances of each row of a to every row of b, one row of a after another. */
  void forEachRow(InnerProducts.Consumer consumer) {
    products.forEachRow(
        (i, values, offset) -> {
          for (int j = 0; j < normsB.length; j++) {
            // Rounding can bring the distance of equal rows below zero.
            values[offset + j] = Math.max(0, normsA[i] + normsB[j] - 2 * values[offset + j]);
          }
          consumer.accept(i, values, offset);
        });
  }

  private static double[] norms(DMatrixRMaj matrix) {
    double[] norms = new double[matrix.numRows];
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        double value = matrix.data[i * matrix.numCols + j];
        norms[i] += value * value;
      }
    }
    return norms;
  }
}
