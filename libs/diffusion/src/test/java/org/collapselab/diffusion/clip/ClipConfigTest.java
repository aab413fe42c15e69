package org.collapselab.diffusion.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.collapselab.diffusion.nn.ConfigJson;
import org.junit.jupiter.api.Test;

class ClipConfigTest {

  private static final EncoderConfig ENCODER = EncoderConfig.of(128, 4, 4, Activation.QUICK_GELU);

  @Test
  void readsBackTheTextConfigItWrote() throws JsonProcessingException {
    // Given
    ClipTextConfig config = new ClipTextConfig(ENCODER, 600, 32, 128, 599);

    // Then
    assertThat(ClipTextConfig.of(written(config.toJson()))).isEqualTo(config);
  }

  @Test
  void readsBackTheVisionConfigItWrote() throws JsonProcessingException {
    // Given
    ClipVisionConfig config = new ClipVisionConfig(ENCODER, 3, 64, 8, 128);

    // Then
    assertThat(ClipVisionConfig.of(written(config.toJson()))).isEqualTo(config);
    assertThat(config.patches()).isEqualTo(64);
  }

  @Test
  void findsTheEndTokenOrInOldFilesTheHighestId() {
    // Given
    ClipTextConfig present = new ClipTextConfig(ENCODER, 120, 6, 128, 100);
    ClipTextConfig old = new ClipTextConfig(ENCODER, 120, 6, 128, 2);

    // Then
    assertThat(present.endPosition(new long[] {99, 110, 100, 100, 100, 0})).isEqualTo(2);
    assertThat(old.endPosition(new long[] {99, 5, 2, 110, 110, 0})).isEqualTo(3);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    // Given
    ConfigJson heads =
        ConfigJson.parse("config.json", "{\"hidden_size\": 10, \"num_attention_heads\": 3}");
    ConfigJson activation = ConfigJson.parse("config.json", "{\"hidden_act\": \"relu\"}");
    ConfigJson patch = ConfigJson.parse("config.json", "{\"patch_size\": 0}");

    // Then
    assertThatThrownBy(() -> ClipTextConfig.of(heads))
        .hasMessage(
            "config.json: num_attention_heads: expected a divisor of hidden_size 10, found 3");
    assertThatThrownBy(() -> ClipTextConfig.of(activation))
        .hasMessage("config.json: hidden_act: expected gelu or quick_gelu, found \"relu\"");
    assertThatThrownBy(() -> ClipVisionConfig.of(patch))
        .hasMessage("config.json: patch_size: expected a positive integer, found 0");
  }

  private static ConfigJson written(Map<String, Object> json) throws JsonProcessingException {
    return ConfigJson.parse("config.json", new ObjectMapper().writeValueAsString(json));
  }
}
