package org.collapselab.vision.metrics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** The nearest other rows of each row of a set, nearest first. */
final class Nearest {

  private final int[][] rows;
  private final double[][] distances;

  /**
   * Finds them.
   *
   * @param most how many are kept of each row
   */
  Nearest(DMatrixRMaj set, int most) {
    int n = set.numRows;
    int kept = Math.min(most, n - 1);
    rows = new int[n][kept];
    distances = new double[n][kept];
    for (double[] row : distances) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    new Distances(set, set)
        .forEachRow(
            (i, values, offset) -> {
              for (int j = 0; j < n; j++) {
                if (j != i && values[offset + j] < distances[i][kept - 1]) {
                  insert(i, j, values[offset + j]);
                }
              }
            });
  }

  private void insert(int row, int other, double distance) {
    double[] own = distances[row];
    int at = own.length - 1;
    while (at > 0 && own[at - 1] > distance) {
      own[at] = own[at - 1];
      rows[row][at] = rows[row][at - 1];
      at--;
    }
    own[at] = distance;
    rows[row][at] = other;
  }

  /** The squared distance of a row to its k-th nearest. */
  double radius(int row, int k) {
    return distances[row][k - 1];
  }

  /** The squared distance up to which all neighbours of a row are known. */
  double horizon(int row) {
    return distances[row][distances[row].length - 1];
  }

  /** The squared distance of a row to the k-th nearest of those that are counted. */
  double radius(int row, int k, int[] multiplicities) {
    int found = 0;
    for (int i = 0; i < rows[row].length; i++) {
      found += multiplicities[rows[row][i]] > 0 ? 1 : 0;
      if (found == k) {
        return distances[row][i];
      }
    }
    return horizon(row);
  }
}
