package org.collapselab.vision.judgement;

import java.util.Arrays;
import org.collapselab.diffusion.noise.NoiseKey;
import org.collapselab.diffusion.noise.Permutation;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The Mahalanobis distance from a set of vectors, with the covariance shrunk towards a multiple of
 * the identity as Ledoit and Wolf (Journal of Multivariate Analysis 88, 2004, section 3.3) found
 * best, so that it can be inverted with fewer vectors than dimensions.
 */
final class Typicality {

  private static final int FOLDS = 10;

  private final double[] mean;
  private final double shrinkage;
  private final DMatrixRMaj lower;

  private Typicality(double[] mean, double shrinkage, DMatrixRMaj lower) {
    this.mean = mean;
    this.shrinkage = shrinkage;
    this.lower = lower;
  }

  /** Learns what {@code rows} [N, D] have in common, N at least 2. */
  static Typicality of(double[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    double[] mean = mean(rows);
    DMatrixRMaj centred = new DMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        centred.set(i, j, rows[i][j] - mean[j]);
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(1.0 / n, centred, centred, covariance);
    double scale = CommonOps_DDRM.trace(covariance) / d;
    double shrinkage = shrinkage(centred, covariance, scale);
    CommonOps_DDRM.scale(1 - shrinkage, covariance);
    // Vectors without any spread would leave nothing to invert.
    double diagonal = Math.max(shrinkage * scale, Double.MIN_NORMAL);
    for (int j = 0; j < d; j++) {
      covariance.add(j, j, diagonal);
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!cholesky.decompose(covariance)) {
      throw new ArithmeticException("covariance: expected a positive definite matrix");
    }
    return new Typicality(mean, shrinkage, cholesky.getT(new DMatrixRMaj(d, d)));
  }

  /**
   * The distance of each row from the rows of the other folds, [N]: what a vector of the same kind
   * that was not learned from scores.
   */
  static double[] crossFit(double[][] rows) {
    int n = rows.length;
    int folds = Math.min(FOLDS, n);
    Permutation order = Permutation.of(new NoiseKey(0, 0, 0, n, "cross-fit"), n);
    double[] distances = new double[n];
    for (int fold = 0; fold < folds; fold++) {
      double[][] others = new double[n - (n - fold + folds - 1) / folds][];
      int kept = 0;
      for (int at = 0; at < n; at++) {
        if (at % folds != fold) {
          others[kept++] = rows[order.at(at)];
        }
      }
      Typicality typicality = of(others);
      for (int at = fold; at < n; at += folds) {
        distances[order.at(at)] = typicality.distance(rows[order.at(at)]);
      }
    }
    return distances;
  }

  /** The distance of a vector [D]. */
  double distance(double[] vector) {
    double[] solved = new double[mean.length];
    Arrays.setAll(solved, j -> vector[j] - mean[j]);
    TriangularSolver_DDRM.solveL(lower.data, solved, mean.length);
    double squares = 0;
    for (double value : solved) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** The weight of the identity, 0 to 1. */
  double shrinkage() {
    return shrinkage;
  }

  private static double shrinkage(DMatrixRMaj centred, DMatrixRMaj covariance, double scale) {
    int n = centred.numRows;
    int d = centred.numCols;
    double squares = 0;
    for (double value : covariance.data) {
      squares += value * value;
    }
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double length = 0;
      for (int j = 0; j < d; j++) {
        length += centred.get(i, j) * centred.get(i, j);
      }
      fourth += length * length;
    }
    double distance = squares - d * scale * scale;
    double noise = (fourth / n - squares) / n;
    return distance <= 0 ? 1 : Math.max(0, Math.min(1, noise / distance));
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    return mean;
  }
}
