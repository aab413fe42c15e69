package org.collapselab.diffusion.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoencoderKlTest {

  private static final VaeConfig CONFIG = VaeConfig.rgb(List.of(16, 32, 64), 1, 8, 4, 64, 0.5);

  @TempDir private Path folder;

  @Test
  void readsBackTheConfigItWrote() throws IOException {
    // When
    String json = new ObjectMapper().writeValueAsString(CONFIG.toJson());

    // Then
    assertThat(VaeConfig.of(ConfigJson.parse("config.json", json))).isEqualTo(CONFIG);
  }

  @Test
  void namesTheFieldThatIsNotBuilt() {
    // Given
    String json =
        """
        {"block_out_channels": [16, 32], "norm_num_groups": 8,
         "down_block_types": ["DownEncoderBlock2D", "AttnDownEncoderBlock2D"],
         "up_block_types": ["UpDecoderBlock2D", "UpDecoderBlock2D"]}
        """;

    // Then
    assertThatThrownBy(() -> VaeConfig.of(ConfigJson.parse("config.json", json)))
        .hasMessageStartingWith("config.json: down_block_types: expected 2 times");
  }

  @Test
  void shrinksByTheFactorAndGrowsBack() {
    // Given
    AutoencoderKl autoencoder = new AutoencoderKl(CONFIG);
    try (Weights weights = Weights.initialize(autoencoder.parameters(), 1, "cpu");
        NDManager manager = weights.manager().newSubManager()) {
      EagerOps ops = new EagerOps(weights);

      // When
      NDArray latent =
          autoencoder.mean(ops, autoencoder.moments(ops, manager.zeros(new Shape(2, 3, 64, 64))));

      // Then
      assertThat(CONFIG.factor()).isEqualTo(4);
      assertThat(latent.getShape()).isEqualTo(new Shape(2, 4, 16, 16));
      assertThat(autoencoder.decode(ops, latent).getShape()).isEqualTo(new Shape(2, 3, 64, 64));
    }
  }

  @Test
  void acceptsTheAttentionNamesOfOldFiles() throws IOException {
    // Given
    AutoencoderKl autoencoder = new AutoencoderKl(CONFIG);
    Path file = folder.resolve("old.safetensors");
    try (Weights weights =
        Weights.initialize(autoencoder.parameters(), 1, "cpu")
            .renamed(AutoencoderKlTest::oldName)) {
      assertThat(weights.shapes())
          .containsKeys(
              "encoder.mid_block.attentions.0.query.weight",
              "decoder.mid_block.attentions.0.proj_attn.bias");
      weights.write(file, Map.of());
    }

    // When
    try (Weights loaded = autoencoder.load(file, "cpu")) {

      // Then
      assertThat(loaded.shapes().keySet())
          .containsExactlyInAnyOrderElementsOf(autoencoder.parameters().keySet());
    }
  }

  @Test
  void listsEveryTensorThatDoesNotFit() throws IOException {
    // Given
    AutoencoderKl wide = new AutoencoderKl(VaeConfig.rgb(List.of(16, 32, 64), 1, 8, 8, 64, 0.5));
    Path file = folder.resolve("wide.safetensors");
    try (Weights weights =
        Weights.initialize(wide.parameters(), 1, "cpu")
            .renamed(name -> name.replace("conv_norm_out.bias", "conv_norm_out.shift"))) {
      weights.write(file, Map.of());
    }

    // Then
    assertThatThrownBy(() -> new AutoencoderKl(CONFIG).load(file, "cpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("missing: encoder.conv_norm_out.bias [64]")
        .hasMessageContaining("unexpected: decoder.conv_norm_out.shift [16]")
        .hasMessageContaining(
            "decoder.conv_in.weight: expected the shape [64, 4, 3, 3], found [64, 8, 3, 3]");
  }

  private static String oldName(String name) {
    return name.replace(".to_q.", ".query.")
        .replace(".to_k.", ".key.")
        .replace(".to_v.", ".value.")
        .replace(".to_out.0.", ".proj_attn.");
  }
}
