package org.collapselab.vision.metrics;

import org.ejml.data.DMatrixRMaj;

/** What every metric demands of a feature matrix: equal lengths and finite entries. */
final class Rows {

  private Rows() {}

  /** The common length of {@code rows}, all of them checked. */
  static int dimension(float[][] rows) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new IllegalArgumentException("features: expected at least one non-empty row");
    }
    for (float[] row : rows) {
      check(row, rows[0].length);
    }
    return rows[0].length;
  }

  /** The rows as a matrix [N,D] of doubles. */
  static DMatrixRMaj matrix(float[][] rows) {
    int dimension = dimension(rows);
    DMatrixRMaj matrix = new DMatrixRMaj(rows.length, dimension);
    int at = 0;
    for (float[] row : rows) {
      for (float value : row) {
        matrix.data[at++] = value;
      }
    }
    return matrix;
  }

  /**
   * Two matrices of equal dimension.
   *
   * @throws IllegalArgumentException if their dimensions differ, or a row is not fit for a metric
   */
  static void checkPair(float[][] a, float[][] b) {
    if (dimension(a) != dimension(b)) {
      throw new IllegalArgumentException(
          "features: expected equal dimensions, got " + a[0].length + " and " + b[0].length);
    }
  }

  static void check(float[] row, int dimension) {
    if (row.length != dimension) {
      throw new IllegalArgumentException(
          "features: expected a row of length " + dimension + ", got " + row.length);
    }
    for (int i = 0; i < dimension; i++) {
      if (!Float.isFinite(row[i])) {
        throw new IllegalArgumentException(
            "features: expected finite entries, got " + row[i] + " at column " + i);
      }
    }
  }
}
