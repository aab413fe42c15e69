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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The references were computed in double precision and rounded once to be stored. Computed
 * likewise, a network gives the stored numbers, so that nothing hides behind the rounding of single
 * precision.
 */
class DoublePrecisionTest {

  /** What double precision itself is off by, in outputs of a few units. */
  private static final double ROUNDING = 1e-12;

  private static final double A_MILLIONTH_MORE = 1 + 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"unet_tiny_sd2", "unet_tiny_sd15", "vae_tiny", "text_tiny"})
  void givesTheReferenceRoundedOnce(String golden) throws IOException, URISyntaxException {
    try (TinyNetwork network = TinyNetwork.open(golden, DataType.FLOAT64)) {
      assertThat(excess(network, right -> right)).isLessThanOrEqualTo(ROUNDING);
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        Fault.constant("unet_tiny_sd2", "groupNorm", 4, "epsilon", 1e-5),
        Fault.constant("unet_tiny_sd15", "groupNorm", 4, "epsilon", 1e-5),
        Fault.constant("unet_tiny_sd2", "groupNormSilu", 4, "epsilon", 1.1e-5),
        Fault.constant("unet_tiny_sd2", "layerNorm", 3, "epsilon", 1.1e-5),
        Fault.factor("unet_tiny_sd2", "attention", 0, "scale", A_MILLIONTH_MORE),
        Fault.constant("vae_tiny", "groupNorm", 4, "epsilon", 1.5e-6),
        Fault.constant("vae_tiny", "groupNormSilu", 4, "epsilon", 1.5e-6),
        Fault.factor("vae_tiny", "attention", 0, "scale", A_MILLIONTH_MORE),
        Fault.factor("text_tiny", "causalAttention", 0, "scale", A_MILLIONTH_MORE),
        Fault.constant("text_tiny", "layerNorm", 3, "epsilon", 1.1e-5));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noticesWhatIsLostInSinglePrecision(Fault fault) throws IOException, URISyntaxException {
    try (TinyNetwork network = TinyNetwork.open(fault.golden(), DataType.FLOAT64)) {
      assertThat(excess(network, fault::in)).isGreaterThan(ROUNDING);
    }
  }

  /** How much an output differs from the stored one beyond the rounding of that. */
  private static double excess(TinyNetwork network, UnaryOperator<Ops<NDArray>> alteration)
      throws IOException {
    double worst = 0;
    for (Map.Entry<String, double[]> output : network.outputs(alteration).entrySet()) {
      double[] expected = network.golden().values(output.getKey());
      assertThat(output.getValue()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        double difference = Math.abs(output.getValue()[i] - expected[i]);
        worst = Math.max(worst, difference - Math.ulp((float) expected[i]) / 2);
      }
    }
    return worst;
  }
}
