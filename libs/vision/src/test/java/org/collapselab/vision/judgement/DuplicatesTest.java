package org.collapselab.vision.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

  @Test
  void shouldFindPairsNearerThanRealImagesAre() {
    // Given: the fourth embedding is the second, longer and a little turned
    float[][] real = Formula.rows("real", 200, 16, 1, 0);
    float[][] made = Formula.rows("made", 10, 16, 1, 0);
    made[4] = made[2].clone();
    for (int j = 0; j < 16; j++) {
      made[4][j] = 3 * made[4][j] + 0.05f * made[5][j];
    }
    Duplicates duplicates = Duplicates.calibrate(real, 0.01);

    // Then
    assertThat(duplicates.threshold()).isBetween(0.5, 0.99);
    assertThat(duplicates.among(made))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.first()).isEqualTo(2);
              assertThat(pair.second()).isEqualTo(4);
              assertThat(pair.cosine()).isGreaterThan(0.99);
            });
  }
}
