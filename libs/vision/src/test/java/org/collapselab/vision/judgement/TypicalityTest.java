package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypicalityTest {

  @ParameterizedTest
  @CsvSource({
    "40, 8, 0.2730817574013775, 1.7007570540945627",
    "12, 30, 0.6216485587885038, 2.268861154404203"
  })
  void shouldShrinkAsLedoitAndWolf(int n, int d, double shrinkage, double distance) {
    // Given: columns of growing spread; the numbers are the published formula's, in NumPy
    Typicality typicality = Typicality.of(rows(n, d));
    double[] ones = new double[d];
    Arrays.fill(ones, 1);

    // Then
    assertThat(typicality.shrinkage()).isCloseTo(shrinkage, within(1e-12));
    assertThat(typicality.distance(ones)).isCloseTo(distance, within(1e-10));
  }

  @Test
  void shouldMeasureKnownVectorsAsFarAsUnknownOnesWhenCrossFitted() {
    // Given: so few rows that distances to what was learned are far too small
    double[][] all = rows(120, 30);
    double[][] known = Arrays.copyOf(all, 60);
    Typicality typicality = Typicality.of(known);

    // When
    double within = Arrays.stream(known).mapToDouble(typicality::distance).average().orElseThrow();
    double crossFit = Arrays.stream(Typicality.crossFit(known)).average().orElseThrow();
    double unknown =
        Arrays.stream(all, 60, 120).mapToDouble(typicality::distance).average().orElseThrow();

    // Then
    assertThat(within).isLessThan(0.9 * unknown);
    assertThat(crossFit).isCloseTo(unknown, within(0.07 * unknown));
  }

  @Test
  void shouldStayFiniteForVectorsThatAreAllEqual() {
    double[][] equal = new double[10][4];

    assertThat(Typicality.of(equal).distance(new double[4])).isZero();
    assertThat(Typicality.of(equal).distance(new double[] {1, 0, 0, 0})).isPositive().isFinite();
  }

  private static double[][] rows(int n, int d) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = (2 * Formula.unit("shrink", (long) i * d + j) - 1) * (j + 1);
      }
    }
    return rows;
  }
}
