package org.collapselab.vision.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FidInceptionTest {

  private static final FidInception INCEPTION = new FidInception();

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
}
