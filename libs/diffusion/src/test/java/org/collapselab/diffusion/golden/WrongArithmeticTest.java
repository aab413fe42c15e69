package org.collapselab.diffusion.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.Ops;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A golden must notice arithmetic that is wrong by little, in any operation of a network. */
class WrongArithmeticTest {

  private static final double A_LITTLE = 1.001;

  static Stream<Fault> faults() {
    return Stream.of(
        Fault.constant("unet_tiny_sd2", "groupNormSilu", 4, "epsilon", 3e-5),
        Fault.constant("unet_tiny_sd2", "groupNorm", 4, "epsilon", 1e-4),
        Fault.constant("unet_tiny_sd2", "layerNorm", 3, "epsilon", 3e-5),
        Fault.factor("unet_tiny_sd2", "attention", 0, "scale", A_LITTLE),
        Fault.factor("unet_tiny_sd2", "geglu", 0, "gate", A_LITTLE),
        Fault.factor("unet_tiny_sd2", "addPerChannel", 1, "time", A_LITTLE),
        Fault.factor("unet_tiny_sd2", "silu", 0, "slope", A_LITTLE),
        Fault.constant("vae_tiny", "groupNormSilu", 4, "epsilon", 1e-5),
        Fault.factor("vae_tiny", "attention", 0, "scale", A_LITTLE),
        Fault.constant("vae_tiny", "clamp", 1, "least log variance", -1),
        Fault.factor("text_tiny", "causalAttention", 0, "scale", A_LITTLE),
        Fault.factor("text_tiny", "gelu", 0, "slope", A_LITTLE),
        Fault.constant("text_tiny", "layerNorm", 3, "epsilon", 3e-5));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isNoticed(Fault fault) throws IOException, URISyntaxException {
    try (TinyNetwork network = TinyNetwork.open(fault.golden(), DataType.FLOAT32)) {
      assertThat(error(network, right -> right)).as("without it").isLessThanOrEqualTo(1);
      assertThat(error(network, fault::in)).as("with it").isGreaterThan(1);
    }
  }

  /** The largest error of the golden's outputs, in tolerances. */
  private static double error(TinyNetwork network, UnaryOperator<Ops<NDArray>> alteration)
      throws IOException {
    double worst = 0;
    for (Map.Entry<String, double[]> output : network.outputs(alteration).entrySet()) {
      double[] expected = network.golden().values(output.getKey());
      double tolerance = network.golden().metadata().tolerance(output.getKey());
      assertThat(output.getValue()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(output.getValue()[i] - expected[i]) / tolerance);
      }
    }
    return worst;
  }
}
