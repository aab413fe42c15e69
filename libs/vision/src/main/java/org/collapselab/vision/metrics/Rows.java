package org.collapselab.vision.metrics;

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
