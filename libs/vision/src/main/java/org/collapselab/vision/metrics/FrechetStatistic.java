package org.collapselab.vision.metrics;

import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;
import org.ejml.data.DMatrixRMaj;

/**
 * The Fréchet distance of a resampled set to a fixed reference. The rows are multiplied with the
 * reference's factor once; a replicate only weighs and centres the products of its distinct rows.
 */
final class FrechetStatistic implements Statistic {

  private final Gaussian reference;

  /** Rows less the mean of all of them, [N, D]: near zero, so that weighted sums lose no digits. */
  private final DMatrixRMaj rows;

  private final double[] offset;
  private final double[] squares;
  private final DMatrixRMaj products;

  FrechetStatistic(float[][] features, Gaussian reference) {
    int d = Rows.dimension(features);
    if (d != reference.dimension()) {
      throw new IllegalArgumentException(
          "features: expected the reference's dimension %d, got %d"
              .formatted(reference.dimension(), d));
    }
    double[] mean = Moments.of(features).mean();
    double[] referenceMean = reference.mean();
    this.reference = reference;
    this.rows = new DMatrixRMaj(features.length, d);
    this.offset = new double[d];
    this.squares = new double[features.length];
    for (int j = 0; j < d; j++) {
      offset[j] = mean[j] - referenceMean[j];
      for (int i = 0; i < features.length; i++) {
        double value = features[i][j] - mean[j];
        rows.set(i, j, value);
        squares[i] += value * value;
      }
    }
    this.products = reference.project(rows);
  }

  @Override
  public int size() {
    return rows.numRows;
  }

  @Override
  public Resampling resampling() {
    return Resampling.HALVES;
  }

  @Override
  public double of(int[] multiplicities) {
    double total = 0;
    double squared = 0;
    int distinct = 0;
    for (int i = 0; i < multiplicities.length; i++) {
      total += multiplicities[i];
      squared += multiplicities[i] * squares[i];
      distinct += multiplicities[i] > 0 ? 1 : 0;
    }
    if (total < 2) {
      throw new IllegalArgumentException("features: expected at least 2 rows, got " + total);
    }
    double[] mean = weightedMean(rows, multiplicities, total);
    double means = 0;
    double meanSquared = 0;
    for (int j = 0; j < mean.length; j++) {
      means += Math.pow(mean[j] + offset[j], 2);
      meanSquared += mean[j] * mean[j];
    }
    double trace = (squared - total * meanSquared) / (total - 1);
    DMatrixRMaj cross = cross(multiplicities, total, distinct);
    return FrechetDistance.combine(
        means, trace, reference.trace(), LinearAlgebra.nuclearNorm(cross));
  }

  private DMatrixRMaj cross(int[] multiplicities, double total, int distinct) {
    int rank = products.numCols;
    double[] mean = weightedMean(products, multiplicities, total);
    DMatrixRMaj cross = new DMatrixRMaj(distinct, rank);
    int to = 0;
    for (int i = 0; i < multiplicities.length; i++) {
      if (multiplicities[i] > 0) {
        double weight = Math.sqrt(multiplicities[i] / (total - 1));
        for (int j = 0; j < rank; j++) {
          cross.data[to++] = weight * (products.data[i * rank + j] - mean[j]);
        }
      }
    }
    return cross;
  }

  private static double[] weightedMean(DMatrixRMaj matrix, int[] multiplicities, double total) {
    int columns = matrix.numCols;
    double[] mean = new double[columns];
    for (int i = 0; i < multiplicities.length; i++) {
      if (multiplicities[i] > 0) {
        double weight = multiplicities[i] / total;
        for (int j = 0; j < columns; j++) {
          mean[j] += weight * matrix.data[i * columns + j];
        }
      }
    }
    return mean;
  }
}
