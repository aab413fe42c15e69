package org.collapselab.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {

  private static final NoiseKey KEY = new NoiseKey(42, 0, 0, 0, "slots");

  @Test
  void everyNumberOccursOnce() {
    // When
    int[] sorted = Permutation.of(KEY, 900).first(900);
    Arrays.sort(sorted);

    // Then
    assertThat(sorted).containsExactly(IntStream.range(0, 900).toArray());
  }

  @Test
  void aSmallerFractionIsASubsetOfALargerOne() {
    // Given the permutation drawn anew for each fraction, as each condition does
    int n = 900;
    double[] fractions = {0.033, 0.1, 0.25, 0.5, 1};

    // When / Then
    for (int i = 1; i < fractions.length; i++) {
      int[] smaller = Permutation.of(KEY, n).first((int) Math.round(fractions[i - 1] * n));
      int[] larger = Permutation.of(KEY, n).first((int) Math.round(fractions[i] * n));
      assertThat(larger).startsWith(smaller);
    }
  }

  @Test
  void everyOrderIsAsLikely() {
    // Given
    int draws = 24_000;
    int[] counts = new int[27];

    // When
    for (int slot = 0; slot < draws; slot++) {
      Permutation order = Permutation.of(new NoiseKey(1, 0, slot, 0, "orders"), 3);
      counts[order.at(0) * 9 + order.at(1) * 3 + order.at(2)]++;
    }

    // Then each of the six orders is within five standard errors of a sixth
    double error = 5 * Math.sqrt(draws * (1 / 6.0) * (5 / 6.0));
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(seen).hasSize(6);
    for (int count : seen) {
      assertThat((double) count).isCloseTo(draws / 6.0, within(error));
    }
  }

  @Test
  void cuttingBeyondTheEndIsRefused() {
    assertThatThrownBy(() -> Permutation.of(KEY, 3).first(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 3");
  }
}
