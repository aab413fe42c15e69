package org.collapselab.vision.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.collapselab.vision.features.Embeddings;
import org.collapselab.vision.statistics.Resampling;
import org.collapselab.vision.statistics.Statistic;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The Vendi score (Friedman and Dieng, arXiv 2210.02410): how many different images there seem to
 * be, from 1 to N, as the exponential of the entropy of the eigenvalues of K/N, K being the cosines
 * of all pairs. It grows with N, so only sets of equal N are compared.
 */
public final class VendiScore implements Statistic {

  /** From so many images on, groups of them are resampled. */
  private static final int MANY = 2048;

  private final DMatrixRMaj rows;

  private VendiScore(DMatrixRMaj rows) {
    this.rows = rows;
  }

  /**
   * The score of {@code features} [N,D] as a statistic of them.
   *
   * @throws IllegalArgumentException if a row is zero or not finite
   */
  public static Statistic statistic(float[][] features) {
    DMatrixRMaj rows = Rows.matrix(Embeddings.unit(features));
    return rows.numRows > MANY ? ofGroups(rows) : new VendiScore(rows);
  }

  private static Statistic ofGroups(DMatrixRMaj rows) {
    int dimension = rows.numCols;
    int[] groups = OfGroups.deal(rows.numRows, 0);
    int[] sizes = new int[OfGroups.COUNT];
    DMatrixRMaj[] scatters = new DMatrixRMaj[OfGroups.COUNT];
    for (int group = 0; group < OfGroups.COUNT; group++) {
      int own = group;
      int[] members = IntStream.range(0, rows.numRows).filter(row -> groups[row] == own).toArray();
      DMatrixRMaj chosen = new DMatrixRMaj(members.length, dimension);
      for (int i = 0; i < members.length; i++) {
        System.arraycopy(rows.data, members[i] * dimension, chosen.data, i * dimension, dimension);
      }
      sizes[group] = members.length;
      scatters[group] = LinearAlgebra.scatter(chosen);
    }
    return new OfGroups(
        rows.numRows,
        multiplicities -> {
          DMatrixRMaj sum = new DMatrixRMaj(dimension, dimension);
          double total = 0;
          for (int group = 0; group < OfGroups.COUNT; group++) {
            CommonOps_DDRM.addEquals(sum, multiplicities[group], scatters[group]);
            total += (double) multiplicities[group] * sizes[group];
          }
          CommonOps_DDRM.divide(sum, total);
          return score(sum);
        });
  }

  /** The score of {@code features} [N,D]. */
  public static double of(float[][] features) {
    return statistic(features).value();
  }

  @Override
  public int size() {
    return rows.numRows;
  }

  @Override
  public double of(int[] multiplicities) {
    double total = Arrays.stream(multiplicities).sum();
    int distinct = (int) Arrays.stream(multiplicities).filter(count -> count > 0).count();
    int dimension = rows.numCols;
    DMatrixRMaj chosen = new DMatrixRMaj(distinct, dimension);
    int to = 0;
    for (int i = 0; i < multiplicities.length; i++) {
      double weight = Math.sqrt(multiplicities[i] / total);
      for (int j = 0; weight > 0 && j < dimension; j++) {
        chosen.data[to++] = weight * rows.data[i * dimension + j];
      }
    }
    // X X' and X' X have the same eigenvalues but for zeros, which count nothing.
    return score(
        chosen.numRows <= chosen.numCols
            ? LinearAlgebra.product(chosen, chosen)
            : LinearAlgebra.scatter(chosen));
  }

  private static double score(DMatrixRMaj gram) {
    double entropy = 0;
    for (double value : LinearAlgebra.eigenvalues(gram)) {
      entropy -= value > 0 ? value * Math.log(value) : 0;
    }
    return Math.exp(entropy);
  }

  @Override
  public Resampling resampling() {
    return Resampling.HALVES;
  }
}
