package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Map;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.api.Test;

/** Worked values that whoever writes goldens can compare a formula of their own with. */
class FormulaTest {

  @Test
  void sequencesFollowNames() {
    Formula weight = Formula.of("conv_in.weight");
    Formula input = Formula.of("input:unet_tiny_sd2/sample");

    assertThat(weight.unit(0)).isEqualTo(0.5712500214576721);
    assertThat(weight.unit(1)).isEqualTo(0.8832645416259766);
    assertThat(weight.unit(2)).isEqualTo(0.09002900123596191);
    assertThat(input.unit(0)).isEqualTo(0.3675163984298706);
    assertThat(input.symmetric(2)[1]).isEqualTo((float) (2 * 0.8897140622138977 - 1));
  }

  @Test
  void weightsFollowNamesAndShapes() {
    assertThat(weight("conv_in.weight", 1, 320, 4, 3, 3)).isEqualTo((float) 0.2212778925895691);
    assertThat(weight("conv_norm_out.weight", 0, 320)).isEqualTo((float) 0.9466798305511475);
    assertThat(weight("conv_out.bias", 0, 4)).isEqualTo((float) -0.02981986477971077);
    assertThat(weight("Conv2d_1a_3x3.bn.running_var", 0, 32)).isEqualTo((float) 1.3129048347473145);
  }

  @Test
  void largeWeightsAreJoinedWithoutASeam() {
    // Given a tensor of more values than are computed at a time
    String name = "text_model.embeddings.token_embedding.weight";
    long[] shape = {9001, 1024};

    // When
    try (Weights weights = Formula.weights(Map.of(name, shape), "cpu");
        NDArray row = weights.get(name).get(4096);
        NDArray last = weights.get(name).get(9000)) {

      // Then
      assertThat(row.toFloatArray()[0]).isEqualTo(weight(name, 4096 * 1024, shape));
      assertThat(last.toFloatArray()[1023]).isEqualTo(weight(name, 9001 * 1024 - 1, shape));
    }
  }

  private static float weight(String name, long index, long... shape) {
    FloatBuffer value = FloatBuffer.allocate(1);
    Formula.fillWeight(name, shape, index, value);
    return value.get(0);
  }
}
