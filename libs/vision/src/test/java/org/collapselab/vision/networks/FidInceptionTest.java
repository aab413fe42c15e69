package org.collapselab.vision.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.Golden;
import org.collapselab.diffusion.data.RgbImage;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Network;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FidInceptionTest {

  private static final Golden GOLDEN = Golden.read("inception_fid_gain2");

  private static final FidInception INCEPTION = new FidInception();

  private static Weights weights;

  @BeforeAll
  static void weights() {
    weights = Golden.weights(INCEPTION.parameters());
    double gain = GOLDEN.json("conv_gain").doubleValue();
    weights.arrays().values().stream()
        .filter(array -> array.getShape().dimension() > 1)
        .forEach(array -> array.muli(gain));
  }

  @AfterAll
  static void close() {
    weights.close();
  }

  @Test
  void shouldHaveTheParametersOfPytorchFid() throws Exception {
    // Given: each name and shape as pytorch-fid's state dict has it, without classifier and
    // counters
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(INCEPTION.parameters())
        .forEach(
            (name, shape) ->
                lines.append(name).append(' ').append(Arrays.toString(shape)).append('\n'));

    // Then
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(lines.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(INCEPTION.parameters()).hasSize(470);
    assertThat(HexFormat.of().formatHex(hash))
        .isEqualTo("0fe644825bb645a6812a5be4b33a8f663b30631ef1482ea4090c6492fc9760d7");
  }

  @Test
  void shouldGiveTheFeaturesOfPytorchFid() {
    // Given
    float[] planes = planes();

    // Then
    assertMatches("pool3_direct_h299_w299", INCEPTION.features(), planes);
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 6", "1, 4, 4", "2, 8, 2"})
  void shouldGiveTheActivationsOfPytorchFid(int block, int channels, int pixels) {
    try (NDManager manager = Torch.newManager("cpu")) {
      // Given
      NDArray image = manager.create(planes(), new Shape(1, 3, 299, 299));

      // When
      NDArray actual =
          Torch.withoutGradient(
              () -> {
                NDArray x =
                    INCEPTION.activations(block).forward(new EagerOps(weights), List.of(image));
                return x.get(":, ::" + channels + ", ::" + pixels + ", ::" + pixels);
              });

      // Then
      assertThat(GOLDEN.difference(actual.duplicate(), "block" + block + "_direct_h299_w299"))
          .isLessThanOrEqualTo(GOLDEN.tolerance("block" + block + "_direct_h299_w299"));
    }
  }

  @Test
  void shouldAcceptTheClassifierAndRefuseAnythingElse() {
    // Given
    Map<String, long[]> shapes = new LinkedHashMap<>(INCEPTION.parameters());
    shapes.put("fc.weight", new long[] {1008, 2048});
    shapes.put("fc.bias", new long[] {1008});
    shapes.put("Mixed_5b.branch1x1.bn.num_batches_tracked", new long[] {1});

    // Then
    INCEPTION.parameterCheck().require("pytorch-fid", shapes);

    // Given: torchvision's own network has an auxiliary classifier
    shapes.put("AuxLogits.fc.bias", new long[] {1000});

    // Then
    assertThatThrownBy(() -> INCEPTION.parameterCheck().require("torchvision", shapes))
        .hasMessageContaining("unexpected: AuxLogits.fc.bias [1000]");
  }

  private static void assertMatches(String tensor, Network network, float[] planes) {
    try (NDManager manager = weights.manager().newSubManager();
        Script script = Script.compile(network, weights)) {
      NDArray actual = script.run(manager.create(planes, new Shape(1, 3, 299, 299)));
      assertThat(GOLDEN.difference(actual, tensor)).isLessThanOrEqualTo(GOLDEN.tolerance(tensor));
    }
  }

  private static float[] planes() {
    RgbImage image = Formula.image("inception_fid_gain2/image_299x299", 299, 299);
    return image.toPlanes();
  }
}
