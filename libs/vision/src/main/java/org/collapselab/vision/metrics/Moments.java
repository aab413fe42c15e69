package org.collapselab.vision.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Streaming mean and covariance of feature vectors, in memory that does not grow with their number.
 *
 * <p>Vectors are folded in one by one (Welford, Technometrics 4(3), 1962) and two sets are merged
 * by the pairwise formula of Chan, Golub and LeVeque (Stanford STAN-CS-79-773, 1979), so a mean far
 * from zero costs no accuracy. Long vectors wait until there is a block of them, whose own moments
 * are one matrix product, and are then merged likewise. Not safe for use by several threads: give
 * each its own and merge.
 */
public final class Moments {

  /** Enough vectors for the product to outweigh what is copied to the engine and back. */
  private static final int BLOCK = 512;

  private final int dimension;
  private final double[] mean;
  private final double[] delta;

  /** Upper triangle, row by row, of the sum of outer products of the deviations from the mean. */
  private final double[][] scatter;

  private long count;

  /** Long vectors not folded in yet. */
  private final List<float[]> waiting = new ArrayList<>();

  /**
   * An empty set of vectors.
   *
   * @param dimension the length of every vector
   */
  public Moments(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension: expected at least 1, got " + dimension);
    }
    this.dimension = dimension;
    this.mean = new double[dimension];
    this.delta = new double[dimension];
    this.scatter = new double[dimension][];
    for (int i = 0; i < dimension; i++) {
      scatter[i] = new double[dimension - i];
    }
  }

  /** The moments of {@code rows} [N, D]. */
  public static Moments of(float[][] rows) {
    Moments moments = new Moments(Rows.dimension(rows));
    for (float[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  /**
   * Folds in one vector.
   *
   * @throws IllegalArgumentException if its length differs or an entry is not finite; the moments
   *     are then unchanged
   */
  public void add(float[] vector) {
    Rows.check(vector, dimension);
    if (dimension >= LinearAlgebra.LARGE) {
      waiting.add(vector.clone());
      if (waiting.size() == BLOCK) {
        foldIn();
      }
      return;
    }
    count++;
    for (int i = 0; i < dimension; i++) {
      delta[i] = vector[i] - mean[i];
      mean[i] += delta[i] / count;
    }
    addOuterProduct((count - 1.0) / count);
  }

  /** Folds in all vectors of {@code other}, which stays as it is. */
  public void merge(Moments other) {
    if (other.dimension != dimension) {
      throw new IllegalArgumentException(
          "dimension: expected " + dimension + ", got " + other.dimension);
    }
    foldIn();
    other.foldIn();
    if (other.count == 0) {
      return;
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension - i; j++) {
        scatter[i][j] += other.scatter[i][j];
      }
    }
    join(other.count, other.mean);
  }

  private void foldIn() {
    if (waiting.isEmpty()) {
      return;
    }
    int rows = waiting.size();
    double[] center = new double[dimension];
    for (float[] row : waiting) {
      for (int j = 0; j < dimension; j++) {
        center[j] += row[j];
      }
    }
    Arrays.setAll(center, j -> center[j] / rows);
    DMatrixRMaj centred = new DMatrixRMaj(rows, dimension);
    int at = 0;
    for (float[] row : waiting) {
      for (int j = 0; j < dimension; j++) {
        centred.data[at++] = row[j] - center[j];
      }
    }
    waiting.clear();
    double[] products = Lapack.scatter(centred).data;
    for (int i = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++) {
        scatter[i][j - i] += products[i * dimension + j];
      }
    }
    join(rows, center);
  }

  /** Completes a merge with vectors whose own scatter was added already. */
  private void join(long others, double[] othersMean) {
    long total = count + others;
    for (int i = 0; i < dimension; i++) {
      delta[i] = othersMean[i] - mean[i];
    }
    addOuterProduct((double) count * others / total);
    for (int i = 0; i < dimension; i++) {
      mean[i] += delta[i] * others / total;
    }
    count = total;
  }

  private void addOuterProduct(double weight) {
    for (int i = 0; i < dimension; i++) {
      double scaled = weight * delta[i];
      double[] row = scatter[i];
      for (int j = 0; j < row.length; j++) {
        row[j] += scaled * delta[i + j];
      }
    }
  }

  /** The number of vectors folded in. */
  public long count() {
    return count + waiting.size();
  }

  /** The length of a vector. */
  public int dimension() {
    return dimension;
  }

  /** The mean, [D]; zeros while empty. */
  public double[] mean() {
    foldIn();
    return Arrays.copyOf(mean, dimension);
  }

  /**
   * The unbiased covariance (divisor count - 1), [D, D] row by row in one array.
   *
   * @throws IllegalStateException with fewer than two vectors
   */
  public double[] covariance() {
    foldIn();
    if (count < 2) {
      throw new IllegalStateException("covariance: expected at least 2 vectors, got " + count);
    }
    double[] covariance = new double[Math.multiplyExact(dimension, dimension)];
    for (int i = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++) {
        double value = scatter[i][j - i] / (count - 1);
        covariance[i * dimension + j] = value;
        covariance[j * dimension + i] = value;
      }
    }
    return covariance;
  }
}
