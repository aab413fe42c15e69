package org.collapselab.diffusion.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.nn.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipLoadTest {

  private static final EncoderConfig ENCODER = EncoderConfig.of(16, 1, 2, Activation.QUICK_GELU);

  @TempDir private Path folder;

  private final ClipTextModel text = new ClipTextModel(new ClipTextConfig(ENCODER, 20, 8, 12, 19));
  private final ClipVisionModel vision =
      new ClipVisionModel(new ClipVisionConfig(ENCODER, 3, 16, 8, 12));

  @Test
  void readsEitherTowerFromTheFileOfAWholeModel() throws IOException {
    // Given
    Map<String, long[]> whole = new LinkedHashMap<>(text.parameters());
    whole.putAll(vision.parameters());
    whole.put("logit_scale.weight", new long[] {1});
    Path file = written(whole, name -> name.equals("logit_scale.weight") ? "logit_scale" : name);

    // When
    try (Weights captions = text.load(file, "cpu");
        Weights images = vision.load(file, "cpu")) {

      // Then
      assertThat(captions.shapes()).containsOnlyKeys(text.parameters().keySet());
      assertThat(images.shapes()).containsOnlyKeys(vision.parameters().keySet());
    }
  }

  @Test
  void readsATextEncoderWithoutProjection() throws IOException {
    // Given
    Map<String, long[]> parameters = new LinkedHashMap<>(text.parameters());
    parameters.remove("text_projection.weight");

    // When
    try (Weights weights = text.load(written(parameters, name -> name), "cpu")) {

      // Then
      assertThat(weights.shapes().keySet())
          .containsExactlyInAnyOrderElementsOf(parameters.keySet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text_model.", ""})
  void readsTheTowerOfAStableDiffusion1(String tower) throws IOException {
    // Given the buffer that old transformers kept, and a tensor of another part
    Map<String, long[]> parameters = new LinkedHashMap<>(text.parameters());
    parameters.remove("text_projection.weight");
    parameters.put("text_model.embeddings.position_ids", new long[] {1, 8});
    parameters.put("first_stage_model.quant_conv.weight", new long[] {8});
    Path file =
        written(
            parameters,
            name ->
                name.startsWith("first")
                    ? name
                    : "cond_stage_model.transformer." + name.replace("text_model.", tower));

    // When
    try (Weights weights = text.load(file, "cpu")) {

      // Then
      parameters.remove("text_model.embeddings.position_ids");
      parameters.remove("first_stage_model.quant_conv.weight");
      assertThat(weights.shapes()).containsOnlyKeys(parameters.keySet());
    }
  }

  @Test
  void refusesAFileThatLacksALayer() throws IOException {
    // Given
    Map<String, long[]> parameters = new LinkedHashMap<>(vision.parameters());
    parameters.keySet().removeIf(name -> name.contains(".mlp."));
    Path file = written(parameters, name -> name);

    // Then
    assertThatThrownBy(() -> vision.load(file, "cpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing: vision_model.encoder.layers.0.mlp.fc1.weight [64, 16]")
        .hasMessageContaining("missing: vision_model.encoder.layers.0.mlp.fc2.bias [16]");
  }

  private Path written(Map<String, long[]> shapes, UnaryOperator<String> name) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (Weights weights = Weights.initialize(shapes, 1, "cpu").renamed(name)) {
      weights.write(file, Map.of());
    }
    return file;
  }
}
