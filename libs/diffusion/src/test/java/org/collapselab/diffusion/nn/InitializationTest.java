package org.collapselab.diffusion.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializationTest {

  private static final Map<String, long[]> SHAPES =
      Map.of(
          "conv.weight", new long[] {64, 16, 3, 3},
          "conv.bias", new long[] {64},
          "norm.weight", new long[] {64},
          "norm.bias", new long[] {64},
          "token_embedding.weight", new long[] {500, 32},
          "patch_embedding.weight", new long[] {64, 3, 4, 4},
          "class_embedding", new long[] {64});

  private final Initialization initialization = new Initialization(SHAPES, 11);

  @Test
  void convolutionsAndTheirBiasesAreUniformWithinTheInverseRootOfTheFanIn() {
    // Given
    double bound = 1 / Math.sqrt(16 * 9);

    // When
    float[] weight = initialization.values("conv.weight");
    float[] bias = initialization.values("conv.bias");

    // Then: a uniform variable has the deviation bound / √3
    assertThat(weight).hasSize(64 * 16 * 9);
    assertThat(largest(weight)).isBetween(0.99 * bound, bound);
    assertThat(deviation(weight)).isCloseTo(bound / Math.sqrt(3), within(0.01 * bound));
    assertThat(largest(bias)).isBetween(0.8 * bound, bound);
    assertThat(largest(initialization.values("patch_embedding.weight")))
        .isLessThanOrEqualTo(1 / Math.sqrt(3 * 16));
  }

  @Test
  void normalisationsStartAsTheIdentity() {
    assertThat(initialization.values("norm.weight")).containsOnly(1);
    assertThat(initialization.values("norm.bias")).containsOnly(0);
  }

  @Test
  void embeddingsAreNormalWithASmallDeviation() {
    assertThat(deviation(initialization.values("token_embedding.weight")))
        .isCloseTo(0.02, within(0.0005));
    assertThat(deviation(initialization.values("class_embedding"))).isCloseTo(0.02, within(0.01));
  }

  @Test
  void valuesDependOnTheSeedAndTheNameAlone() {
    // Given
    Map<String, long[]> alone = Map.of("conv.weight", SHAPES.get("conv.weight"));

    // When
    float[] values = initialization.values("conv.weight");

    // Then
    assertThat(new Initialization(alone, 11).values("conv.weight")).isEqualTo(values);
    assertThat(new Initialization(alone, 12).values("conv.weight")).isNotEqualTo(values);
  }

  private static double largest(float[] values) {
    return doubles(values).map(Math::abs).max().orElseThrow();
  }

  private static double deviation(float[] values) {
    return Math.sqrt(doubles(values).map(v -> v * v).average().orElseThrow());
  }

  private static DoubleStream doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }
}
