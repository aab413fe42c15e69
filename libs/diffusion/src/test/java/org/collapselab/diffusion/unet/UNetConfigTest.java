package org.collapselab.diffusion.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.collapselab.diffusion.nn.ConfigJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UNetConfigTest {

  private static final String STABLE_DIFFUSION_15 =
      """
      {"_class_name": "UNet2DConditionModel", "_diffusers_version": "0.6.0", "act_fn": "silu",
       "attention_head_dim": 8, "block_out_channels": [320, 640, 1280, 1280],
       "center_input_sample": false, "cross_attention_dim": 768,
       "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
         "CrossAttnDownBlock2D", "DownBlock2D"],
       "downsample_padding": 1, "flip_sin_to_cos": true, "freq_shift": 0, "in_channels": 4,
       "layers_per_block": 2, "mid_block_scale_factor": 1, "norm_eps": 1e-05,
       "norm_num_groups": 32, "out_channels": 4, "sample_size": 64,
       "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D",
         "CrossAttnUpBlock2D"]}
      """;

  @Test
  void stableDiffusionsFileGivesItsNumberOfParameters() {
    // Given
    UNetConfig config = UNetConfig.of(ConfigJson.parse("config", STABLE_DIFFUSION_15));

    // When
    long parameters =
        new UNet2DConditionModel(config)
            .parameters().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();

    // Then
    assertThat(config.attentionHeads()).containsExactly(8, 8, 8, 8);
    assertThat(config.linearProjection()).isFalse();
    assertThat(parameters).isEqualTo(859_520_964L);
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws Exception {
    // Given
    UNetConfig config = UNetConfig.of(ConfigJson.parse("config", STABLE_DIFFUSION_15));

    // When
    String json = new ObjectMapper().writeValueAsString(config.toJson(64));

    // Then
    assertThat(UNetConfig.of(ConfigJson.parse("config", json))).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class_embed_type|\"timestep\"",
        "act_fn|\"mish\"",
        "only_cross_attention|true",
        "a_switch_of_tomorrow|true",
        "transformer_layers_per_block|[1, 2, 10]",
        "attention_head_dim|7",
        "norm_num_groups|48",
        "up_block_types|[\"UpBlock2D\"]",
        "down_block_types|[\"AttnDownBlock2D\"]",
        "block_out_channels|\"320\"",
      })
  void aFileForAnotherArchitectureIsRefusedByTheKey(String key, String value) throws Exception {
    // Given
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(STABLE_DIFFUSION_15);
    json.set(key, mapper.readTree(value));
    ConfigJson config = ConfigJson.parse("unet/config.json", json.toString());

    // When // Then
    assertThatThrownBy(() -> UNetConfig.of(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
