package org.collapselab.vision.networks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.Test;

/**
 * No reference numbers of the published network are at hand, so it is held to its published names,
 * shapes and size, and to agreeing with itself where the two families of names must.
 */
class DinoV2Test {

  @Test
  void shouldHaveThePublishedParameters() {
    // Given
    Map<String, long[]> transformers = DinoV2.large(DinoV2.Names.TRANSFORMERS).parameters();
    Map<String, long[]> original = DinoV2.large(DinoV2.Names.ORIGINAL).parameters();

    // Then: four for the embeddings, 18 a layer, two for the last normalisation
    assertThat(transformers).hasSize(4 + 24 * 18 + 2);
    assertThat(transformers.get("embeddings.position_embeddings")).containsExactly(1, 1370, 1024);
    assertThat(transformers.get("embeddings.patch_embeddings.projection.weight"))
        .containsExactly(1024, 3, 14, 14);
    assertThat(transformers)
        .containsKeys(
            "embeddings.cls_token",
            "encoder.layer.23.attention.attention.value.bias",
            "encoder.layer.0.attention.output.dense.weight",
            "encoder.layer.0.layer_scale2.lambda1",
            "encoder.layer.5.mlp.fc2.bias",
            "layernorm.weight");
    assertThat(original).hasSize(4 + 24 * 14 + 2);
    assertThat(original.get("blocks.7.attn.qkv.weight")).containsExactly(3072, 1024);
    assertThat(original)
        .containsKeys(
            "cls_token",
            "pos_embed",
            "patch_embed.proj.bias",
            "blocks.0.norm1.weight",
            "blocks.0.attn.proj.bias",
            "blocks.23.ls1.gamma",
            "blocks.0.mlp.fc1.weight",
            "norm.bias");

    // And: the published 304,368,640, the mask token's 1024 among them
    assertThat(count(transformers)).isEqualTo(304_368_640 - 1024);
    assertThat(count(original)).isEqualTo(304_368_640 - 1024);
  }

  @Test
  void shouldGiveTheSameFeaturesByEitherFamilyOfNames() {
    // Given
    DinoV2 apart = new DinoV2(32, 2, 4, 37, DinoV2.Names.TRANSFORMERS);
    DinoV2 joined = new DinoV2(32, 2, 4, 37, DinoV2.Names.ORIGINAL);
    Map<String, float[]> values = new LinkedHashMap<>();
    apart
        .parameters()
        .forEach((name, shape) -> values.put(name, Formula.values(name, size(shape))));
    Map<String, float[]> others = new LinkedHashMap<>();
    joined.parameters().keySet().forEach(name -> others.put(name, join(name, values)));
    float[] image = Formula.values("image", 3 * DinoV2.SIZE * DinoV2.SIZE);

    // When
    float[] features = run(apart, values, image);
    float[] again = run(joined, others, image);

    // Then
    assertThat(features).hasSize(32).containsExactly(again, Offset.offset(1e-5f));
    assertThat(Arrays.stream(doubles(features)).distinct().count()).isGreaterThan(30);
  }

  @Test
  void shouldResampleThePositionsByBicubicInterpolation() {
    // Given: positions that are their own row and column
    int grid = 37;
    float[] positions = new float[(1 + grid * grid) * 2];
    positions[0] = 7;
    positions[1] = -7;
    for (int y = 0; y < grid; y++) {
      for (int x = 0; x < grid; x++) {
        positions[2 * (1 + y * grid + x)] = y;
        positions[2 * (1 + y * grid + x) + 1] = x;
      }
    }
    DinoV2 network = new DinoV2(2, 0, 1, grid, DinoV2.Names.TRANSFORMERS);
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, long[]> shapes = Map.of("embeddings.position_embeddings", new long[] {1, 1370, 2});
    values.put("embeddings.position_embeddings", positions);

    try (Weights weights = Weights.of(shapes, values, "cpu");
        NDManager manager = weights.manager().newSubManager();
        Script script = Script.compile(network.resampledPositions(), weights)) {
      // When
      float[] resampled = script.run(manager.create(0f)).toFloatArray();

      // Then: away from the edges, where PyTorch repeats the last pixel
      assertThat(resampled).hasSize(2 * 257);
      assertThat(resampled[0]).isEqualTo(7);
      assertThat(resampled[1]).isEqualTo(-7);
      for (int y = 2; y < 14; y++) {
        for (int x = 2; x < 14; x++) {
          int at = 2 * (1 + y * 16 + x);
          assertThat((double) resampled[at]).isCloseTo(at16(y), Offset.offset(1e-4));
          assertThat((double) resampled[at + 1]).isCloseTo(at16(x), Offset.offset(1e-4));
        }
      }
    }
  }

  /** What the cubic kernel of a = -0.75 makes of the identity at a target's place. */
  private static double at16(int target) {
    double place = (target + 0.5) * 37 / 16.1 - 0.5;
    double value = 0;
    for (int k = (int) place - 1; k <= (int) place + 2; k++) {
      double t = Math.abs(place - k);
      double weight = t <= 1 ? (1.25 * t - 2.25) * t * t + 1 : -0.75 * (((t - 5) * t + 8) * t - 4);
      value += weight * k;
    }
    return value;
  }

  private static float[] run(DinoV2 network, Map<String, float[]> values, float[] image) {
    try (Weights weights = Weights.of(network.parameters(), values, "cpu");
        NDManager manager = weights.manager().newSubManager();
        Script script = Script.compile(network.features(), weights)) {
      NDArray input = manager.create(image, new Shape(1, 3, DinoV2.SIZE, DinoV2.SIZE));
      return script.run(input).toFloatArray();
    }
  }

  private static float[] join(String original, Map<String, float[]> values) {
    if (!original.contains(".attn.qkv.")) {
      return values.entrySet().stream()
          .filter(entry -> DinoV2.Names.ORIGINAL.of(entry.getKey()).equals(original))
          .findFirst()
          .orElseThrow()
          .getValue();
    }
    String prefix =
        original
            .replace("blocks.", "encoder.layer.")
            .replace(".attn.qkv.", ".attention.attention.");
    float[] joined = new float[0];
    for (String part : new String[] {"query.", "key.", "value."}) {
      float[] own =
          values.get(prefix.replace(".attention.attention.", ".attention.attention." + part));
      int at = joined.length;
      joined = Arrays.copyOf(joined, at + own.length);
      System.arraycopy(own, 0, joined, at, own.length);
    }
    return joined;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static int size(long[] shape) {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static long count(Map<String, long[]> shapes) {
    return shapes.values().stream()
        .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
        .sum();
  }
}
