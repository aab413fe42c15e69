package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.collapselab.vision.Formula;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** The two ways of computing, small in Java and large by LAPACK, must not be told apart. */
class LinearAlgebraTest {

  private static final int LARGE = LinearAlgebra.LARGE + 20;

  @Test
  void shouldFactorACovarianceOfFullRankAndOneOfDeficientRank() {
    for (int n : new int[] {2 * LARGE, LARGE / 2}) {
      // Given
      Moments moments = Moments.of(Formula.rows("rows", n, LARGE, 1, 0.5));
      DMatrixRMaj covariance = DMatrixRMaj.wrap(LARGE, LARGE, moments.covariance());

      // When
      DMatrixRMaj factor = LinearAlgebra.factor(covariance.copy(), n - 1);

      // Then
      DMatrixRMaj product = new DMatrixRMaj(LARGE, LARGE);
      CommonOps_DDRM.multTransA(factor, factor, product);
      assertThat(factor.numRows).isEqualTo(Math.min(LARGE, n - 1));
      assertThat(product.data).containsExactly(covariance.data, within(1e-13));
    }
  }

  @Test
  void shouldNotTrustACholeskyFactorOfAnEigenvalueThatIsZero() {
    // Given: enough vectors, of which two entries are always equal
    float[][] rows = Formula.rows("twin", 2 * LARGE, LARGE, 1, 0);
    for (float[] row : rows) {
      row[7] = row[3];
    }

    // When
    DMatrixRMaj covariance = DMatrixRMaj.wrap(LARGE, LARGE, Moments.of(rows).covariance());
    DMatrixRMaj factor = LinearAlgebra.factor(covariance, rows.length - 1);

    // Then
    assertThat(factor.numRows).isEqualTo(LARGE - 1);
    assertThat(FrechetDistance.between(rows, rows)).isBetween(0.0, 1e-9);
  }

  @Test
  void shouldGiveTheNuclearNormAndTheEigenvaluesOfKnownMatrices() {
    // Given: a diagonal matrix with its rows out of order
    DMatrixRMaj matrix = new DMatrixRMaj(LARGE, LARGE);
    DMatrixRMaj symmetric = new DMatrixRMaj(LARGE, LARGE);
    for (int i = 0; i < LARGE; i++) {
      matrix.set(i, (i * 3 + 1) % LARGE, i % 2 == 0 ? i : -i);
      symmetric.set(i, i, i - 5);
    }
    double sum = LARGE * (LARGE - 1) / 2.0;

    // Then
    assertThat(LinearAlgebra.nuclearNorm(matrix)).isCloseTo(sum, within(1e-9));
    assertThat(LinearAlgebra.nuclearNorm(matrix, CommonOps_DDRM.identity(LARGE)))
        .isCloseTo(sum, within(1e-9));
    double[] values = LinearAlgebra.eigenvalues(symmetric);
    Arrays.sort(values);
    assertThat(values[0]).isCloseTo(-5, within(1e-11));
    assertThat(values[LARGE - 1]).isCloseTo(LARGE - 6, within(1e-11));
  }

  @Test
  void shouldStreamLongVectorsToTheMomentsOfTheTwoPassFormula() {
    // Given: more than one block, and one that is short
    float[][] rows = Formula.rows("long", 1100, LARGE, 1, 3);

    // When
    Moments whole = Moments.of(rows);
    Moments merged = Moments.of(Arrays.copyOf(rows, 300));
    merged.merge(Moments.of(Arrays.copyOfRange(rows, 300, 1100)));

    // Then
    double sum = 0;
    double mean = Arrays.stream(rows).mapToDouble(row -> row[5]).average().orElseThrow();
    double other = Arrays.stream(rows).mapToDouble(row -> row[9]).average().orElseThrow();
    for (float[] row : rows) {
      sum += (row[5] - mean) * (row[9] - other);
    }
    assertThat(whole.count()).isEqualTo(1100);
    assertThat(whole.mean()[5]).isCloseTo(mean, within(1e-13));
    assertThat(whole.covariance()[5 * LARGE + 9]).isCloseTo(sum / 1099, within(1e-13));
    assertThat(merged.covariance()).containsExactly(whole.covariance(), within(1e-13));
  }
}
