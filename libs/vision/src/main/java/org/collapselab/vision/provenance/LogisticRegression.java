package org.collapselab.vision.provenance;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Logistic regression with a ridge penalty on standardised features, the minimum found by Newton's
 * method (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 4.4).
 */
final class LogisticRegression {

  private static final int MOST_STEPS = 50;
  private static final double CONVERGED = 1e-10;

  private final double[] mean;
  private final double[] scale;
  private final double[] weights;
  private final double intercept;

  private LogisticRegression(double[] mean, double[] scale, double[] weights, double intercept) {
    this.mean = mean;
    this.scale = scale;
    this.weights = weights;
    this.intercept = intercept;
  }

  /**
   * Learns to tell the rows that are {@code positive} from the others.
   *
   * @param rows [N, D]
   * @param positive [N]
   * @param ridge the penalty on half the squared length of the weights, above 0
   */
  static LogisticRegression fit(double[][] rows, boolean[] positive, double ridge) {
    int n = rows.length;
    int d = rows[0].length;
    double[] mean = new double[d];
    double[] scale = new double[d];
    standardise(rows, mean, scale);
    DMatrixRMaj x = new DMatrixRMaj(n, d + 1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, (rows[i][j] - mean[j]) * scale[j]);
      }
      x.set(i, d, 1);
    }
    DMatrixRMaj w = new DMatrixRMaj(d + 1, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(d + 1);
    for (int step = 0; step < MOST_STEPS; step++) {
      DMatrixRMaj gradient = new DMatrixRMaj(d + 1, 1);
      DMatrixRMaj hessian = new DMatrixRMaj(d + 1, d + 1);
      derivatives(x, positive, w, ridge, gradient, hessian);
      DMatrixRMaj move = new DMatrixRMaj(d + 1, 1);
      if (!solver.setA(hessian)) {
        throw new ArithmeticException("features: expected finite numbers");
      }
      solver.solve(gradient, move);
      CommonOps_DDRM.subtractEquals(w, move);
      if (CommonOps_DDRM.elementMaxAbs(move) < CONVERGED) {
        break;
      }
    }
    double[] weights = new double[d];
    System.arraycopy(w.data, 0, weights, 0, d);
    return new LogisticRegression(mean, scale, weights, w.data[d]);
  }

  /** The logarithm of the odds that a row [D] is positive. */
  double logOdds(double[] row) {
    double sum = intercept;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * (row[j] - mean[j]) * scale[j];
    }
    return sum;
  }

  private static void derivatives(
      DMatrixRMaj x,
      boolean[] positive,
      DMatrixRMaj w,
      double ridge,
      DMatrixRMaj gradient,
      DMatrixRMaj hessian) {
    int n = x.numRows;
    int d = x.numCols;
    DMatrixRMaj logits = new DMatrixRMaj(n, 1);
    CommonOps_DDRM.mult(x, w, logits);
    DMatrixRMaj residuals = new DMatrixRMaj(n, 1);
    DMatrixRMaj weighted = x.copy();
    for (int i = 0; i < n; i++) {
      double p = 1 / (1 + Math.exp(-logits.data[i]));
      residuals.data[i] = p - (positive[i] ? 1 : 0);
      for (int j = 0; j < d; j++) {
        weighted.data[i * d + j] *= p * (1 - p);
      }
    }
    CommonOps_DDRM.multTransA(x, residuals, gradient);
    CommonOps_DDRM.multTransA(x, weighted, hessian);
    for (int j = 0; j < d - 1; j++) {
      gradient.data[j] += ridge * w.data[j];
      hessian.add(j, j, ridge);
    }
    // A perfect separation leaves the intercept's curvature near zero.
    hessian.add(d - 1, d - 1, 1e-6);
  }

  /** The mean and the inverse deviation of each feature; a constant feature counts for nothing. */
  private static void standardise(double[][] rows, double[] mean, double[] scale) {
    for (int j = 0; j < mean.length; j++) {
      for (double[] row : rows) {
        mean[j] += row[j] / rows.length;
      }
      double variance = 0;
      for (double[] row : rows) {
        variance += (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length;
      }
      scale[j] = variance > 1e-24 * (1 + mean[j] * mean[j]) ? 1 / Math.sqrt(variance) : 0;
    }
  }
}
