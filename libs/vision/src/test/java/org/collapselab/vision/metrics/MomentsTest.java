package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void shouldEqualTheTwoPassFormula() {
    // Given
    float[][] rows = Formula.rows("moments", 50, 3, 1, 0.5);

    // When
    Moments moments = Moments.of(rows);

    // Then
    for (int i = 0; i < 3; i++) {
      assertThat(moments.mean()[i]).isCloseTo(mean(rows, i), within(1e-14));
      for (int j = 0; j < 3; j++) {
        double sum = 0;
        for (float[] row : rows) {
          sum += (row[i] - mean(rows, i)) * (row[j] - mean(rows, j));
        }
        assertThat(moments.covariance()[i * 3 + j]).isCloseTo(sum / 49, within(1e-14));
      }
    }
  }

  @Test
  void shouldMergeToTheMomentsOfAllVectors() {
    // Given
    float[][] rows = Formula.rows("merge", 30, 4, 1, 2);
    Moments whole = Moments.of(rows);

    // When
    Moments merged = new Moments(4);
    merged.merge(new Moments(4));
    for (int from = 0; from < 30; from += 10) {
      Moments part = new Moments(4);
      for (int i = from; i < from + 10; i++) {
        part.add(rows[i]);
      }
      merged.merge(part);
    }

    // Then
    assertThat(merged.count()).isEqualTo(30);
    assertThat(merged.mean()).containsExactly(whole.mean(), within(1e-14));
    assertThat(merged.covariance()).containsExactly(whole.covariance(), within(1e-14));
  }

  @Test
  void shouldKeepAccuracyFarFromZero() {
    // Given: offsets that float holds exactly
    Moments near = new Moments(1);
    Moments far = new Moments(1);
    for (int i = 0; i < 1000; i++) {
      near.add(new float[] {i % 7});
      far.add(new float[] {i % 7 + (1 << 22)});
    }

    // Then
    assertThat(far.covariance()[0]).isCloseTo(near.covariance()[0], within(1e-9));
  }

  @Test
  void shouldStayUnchangedByAVectorItRefuses() {
    // Given
    Moments moments = Moments.of(Formula.rows("refuse", 5, 2, 1, 0));
    double[] mean = moments.mean();

    // When
    assertThatThrownBy(() -> moments.add(new float[] {1, Float.POSITIVE_INFINITY}))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> moments.add(new float[] {1})).hasMessageContaining("length 2, got 1");

    // Then
    assertThat(moments.count()).isEqualTo(5);
    assertThat(moments.mean()).containsExactly(mean);
  }

  @Test
  void shouldRefuseACovarianceOfOneVector() {
    Moments moments = new Moments(1);
    moments.add(new float[] {1});

    assertThatThrownBy(moments::covariance).hasMessageContaining("at least 2 vectors, got 1");
  }

  private static double mean(float[][] rows, int column) {
    double sum = 0;
    for (float[] row : rows) {
      sum += row[column];
    }
    return sum / rows.length;
  }
}
