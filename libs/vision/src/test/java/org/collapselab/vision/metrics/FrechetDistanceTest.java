package org.collapselab.vision.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.collapselab.vision.Formula;
import org.collapselab.vision.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrechetDistanceTest {

  @ParameterizedTest
  @ValueSource(strings = {"fid_500x64", "fid_300x512"})
  void shouldEqualTheExactReference(String tag) {
    // Given
    JsonNode golden = Goldens.metric(tag);

    // When
    double distance = FrechetDistance.between(a(golden), b(golden));

    // Then: the reference's inputs are doubles, ours their roundings to float
    double traces = golden.get("trace_a").asDouble() + golden.get("trace_b").asDouble();
    assertThat(distance)
        .isCloseTo(golden.get("exact_nuclear_norm").asDouble(), within(traces * 0x1p-23));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fid_500x64", "fid_300x512"})
  void shouldAgreeWithPublishedImplementations(String tag) {
    // Given
    JsonNode golden = Goldens.metric(tag);

    // When
    double distance = FrechetDistance.between(a(golden), b(golden));

    // Then: their iterated matrix square root is off by about 4e-6 when the rank is deficient
    assertThat(distance).isCloseTo(golden.get("pytorch_fid").asDouble(), within(5e-6));
    assertThat(distance).isCloseTo(golden.get("clean_fid").asDouble(), within(5e-6));
  }

  @Test
  void shouldBeExactFromStreamedMomentsOfDeficientRank() {
    // Given
    JsonNode golden = Goldens.metric("fid_300x512");

    // When
    Gaussian a = Gaussian.of(Moments.of(a(golden)));
    Gaussian b = Gaussian.of(Moments.of(b(golden)));

    // Then
    double traces = golden.get("trace_a").asDouble() + golden.get("trace_b").asDouble();
    assertThat(a.rank()).isEqualTo(299);
    assertThat(FrechetDistance.between(a, b))
        .isCloseTo(golden.get("exact_nuclear_norm").asDouble(), within(traces * 0x1p-23));
  }

  @Test
  void shouldEqualTheClosedFormOfAxisAlignedGaussians() {
    // Given: variances 2/3 * 4 and 2/3 on one axis, means 5 apart
    float[][] a = {{-2}, {0}, {0}, {2}};
    float[][] b = {{4}, {5}, {5}, {6}};

    // When
    double distance = FrechetDistance.between(a, b);

    // Then: (m1 - m2)^2 + (s1 - s2)^2
    double spread = Math.sqrt(8 / 3.0) - Math.sqrt(2 / 3.0);
    assertThat(distance).isCloseTo(25 + spread * spread, within(1e-12));
  }

  @Test
  void shouldBeZeroAndNeverNegativeForEqualSets() {
    // Given
    float[][] full = Formula.rows("equal", 200, 32, 1, 0);
    float[][] deficient = Formula.rows("equal", 20, 64, 1, 0);
    float[][] constant = new float[10][4];

    // Then
    for (float[][] set : new float[][][] {full, deficient, constant}) {
      assertThat(FrechetDistance.between(set, set)).isBetween(0.0, 1e-10);
    }
  }

  @Test
  void shouldBeSymmetricAndBlindToTheOrderOfRows() {
    // Given
    float[][] a = Formula.rows("a", 40, 24, 1, 0);
    float[][] b = Formula.rows("b", 50, 24, 2, 0.3);
    float[][] shuffled = b.clone();
    Collections.shuffle(Arrays.asList(shuffled), new Random(1));

    // When
    double distance = FrechetDistance.between(a, b);

    // Then
    assertThat(FrechetDistance.between(b, a)).isCloseTo(distance, within(1e-10));
    assertThat(FrechetDistance.between(a, shuffled)).isCloseTo(distance, within(1e-10));
  }

  @Test
  void shouldRefuseWhatHasNoDistance() {
    float[][] rows = Formula.rows("a", 4, 3, 1, 0);
    float[][] wider = Formula.rows("a", 4, 5, 1, 0);
    float[][] broken = {{1, 2, 3}, {1, Float.NaN, 3}};

    assertThatThrownBy(() -> FrechetDistance.between(rows, wider))
        .hasMessageContaining("equal dimensions, got 3 and 5");
    assertThatThrownBy(() -> FrechetDistance.between(rows, broken))
        .hasMessageContaining("finite entries, got NaN at column 1");
    assertThatThrownBy(() -> FrechetDistance.between(rows, new float[][] {{1, 2, 3}}))
        .hasMessageContaining("at least 2 vectors, got 1");
  }

  private static float[][] a(JsonNode golden) {
    return Formula.rows(
        "metrics/" + golden.get("tag").asText() + "_a",
        golden.get("na").asInt(),
        golden.get("d").asInt(),
        1,
        0);
  }

  private static float[][] b(JsonNode golden) {
    return Formula.rows(
        "metrics/" + golden.get("tag").asText() + "_b",
        golden.get("nb").asInt(),
        golden.get("d").asInt(),
        golden.get("scale").asDouble(),
        golden.get("shift").asDouble());
  }
}
