package org.collapselab.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.clip.Activation;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.clip.EncoderConfig;
import org.collapselab.diffusion.vae.AutoencoderKl;
import org.collapselab.diffusion.vae.VaeConfig;
import org.junit.jupiter.api.Test;

/** The networks at the size of Stable Diffusion 2.1 have the names and shapes of its files. */
class StateDictShapesTest {

  @Test
  void theAutoencoderHasTheParametersOfStableDiffusion() throws IOException {
    // Given
    VaeConfig config = VaeConfig.rgb(List.of(128, 256, 512, 512), 2, 32, 4, 768, 0.18215);

    // When
    Map<String, long[]> parameters = new AutoencoderKl(config).parameters();

    // Then
    assertThat(readable(parameters)).isEqualTo(expected("vae_sd"));
  }

  @Test
  void theTextEncoderHasTheParametersOfStableDiffusion21() throws IOException {
    // Given
    EncoderConfig encoder = new EncoderConfig(1024, 4096, 23, 16, Activation.GELU, 1e-5);
    ClipTextConfig config = new ClipTextConfig(encoder, 49408, 77, 512, 2);

    // When
    Map<String, String> parameters = readable(new ClipTextModel(config).parameters());

    // Then
    assertThat(parameters.remove("text_projection.weight")).isEqualTo("[512, 1024]");
    assertThat(parameters).isEqualTo(expected("text_encoder_sd21"));
  }

  private static Map<String, String> readable(Map<String, long[]> shapes) {
    Map<String, String> readable = new TreeMap<>();
    shapes.forEach((name, shape) -> readable.put(name, Arrays.toString(shape)));
    return readable;
  }

  private static Map<String, String> expected(String network) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (InputStream file =
        StateDictShapesTest.class.getResourceAsStream("/goldens/state_dict_shapes.json")) {
      Map<String, String> expected = new TreeMap<>();
      for (JsonNode tensor : json.readTree(file).path(network).path("tensors")) {
        long[] shape = json.convertValue(tensor.get(1), long[].class);
        expected.put(tensor.get(0).textValue(), Arrays.toString(shape));
      }
      return expected;
    }
  }
}
