package org.collapselab.diffusion.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Width 8, perceptron 32, one layer, 20 tokens, captions of 6, images of 8 x 8, features of 3. */
class OpenClipLayoutTest {

  private static final EncoderConfig ENCODER = EncoderConfig.of(8, 1, 2, Activation.QUICK_GELU);

  private final NDManager manager = Torch.newManager("cpu");
  private final ClipTextModel text = new ClipTextModel(new ClipTextConfig(ENCODER, 20, 6, 3, 19));
  private final ClipVisionModel vision =
      new ClipVisionModel(new ClipVisionConfig(ENCODER, 3, 8, 4, 3));

  @TempDir private Path folder;

  @AfterEach
  void free() {
    manager.close();
  }

  /** The state dict of OpenAI's CLIP, in its own words. */
  private Map<String, NDArray> openAi() {
    Map<String, NDArray> tensors = new TreeMap<>();
    tower(tensors, "");
    put(tensors, "token_embedding.weight", 20, 8);
    put(tensors, "positional_embedding", 6, 8);
    put(tensors, "ln_final.weight", 8);
    put(tensors, "ln_final.bias", 8);
    put(tensors, "text_projection", 8, 3);
    tower(tensors, "visual.");
    put(tensors, "visual.conv1.weight", 8, 3, 4, 4);
    put(tensors, "visual.class_embedding", 8);
    put(tensors, "visual.positional_embedding", 5, 8);
    put(tensors, "visual.ln_pre.weight", 8);
    put(tensors, "visual.ln_pre.bias", 8);
    put(tensors, "visual.ln_post.weight", 8);
    put(tensors, "visual.ln_post.bias", 8);
    put(tensors, "visual.proj", 8, 3);
    tensors.put("logit_scale", manager.create(4.6f));
    tensors.put("input_resolution", manager.create(8L));
    tensors.put("context_length", manager.create(6L));
    tensors.put("vocab_size", manager.create(20L));
    return tensors;
  }

  private void tower(Map<String, NDArray> tensors, String prefix) {
    String block = prefix + "transformer.resblocks.0.";
    put(tensors, block + "attn.in_proj_weight", 24, 8);
    put(tensors, block + "attn.in_proj_bias", 24);
    put(tensors, block + "attn.out_proj.weight", 8, 8);
    put(tensors, block + "attn.out_proj.bias", 8);
    put(tensors, block + "ln_1.weight", 8);
    put(tensors, block + "ln_1.bias", 8);
    put(tensors, block + "ln_2.weight", 8);
    put(tensors, block + "ln_2.bias", 8);
    put(tensors, block + "mlp.c_fc.weight", 32, 8);
    put(tensors, block + "mlp.c_fc.bias", 32);
    put(tensors, block + "mlp.c_proj.weight", 8, 32);
    put(tensors, block + "mlp.c_proj.bias", 8);
  }

  private void put(Map<String, NDArray> tensors, String name, long... shape) {
    tensors.put(name, manager.randomNormal(new Shape(shape)));
  }

  private Path write(Map<String, NDArray> tensors) throws IOException {
    Path file = folder.resolve("clip.safetensors");
    SafetensorsWriter.write(file, Map.of(), tensors);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text.", "cond_stage_model.model."})
  void theTextTowerIsReadUnderTheNamesOfOpenClip(String prefix) throws IOException {
    // Given
    Map<String, NDArray> named = openAi();
    Map<String, NDArray> stored = new LinkedHashMap<>();
    named.forEach((name, array) -> stored.put(prefix + name, array));
    if (prefix.equals("text.")) {
      stored.keySet().removeIf(name -> name.startsWith("text.visual."));
      named.forEach(
          (name, array) -> {
            if (name.startsWith("visual.")) {
              stored.put(name, array);
            }
          });
    }

    // When
    try (Weights weights = text.load(write(stored), "cpu")) {

      // Then
      assertThat(weights.shapes().keySet())
          .containsExactlyInAnyOrderElementsOf(text.parameters().keySet());
      String layer = "text_model.encoder.layers.0.";
      String block = "transformer.resblocks.0.";
      NDArray joined = named.get(block + "attn.in_proj_weight");
      assertThat(weights.get(layer + "self_attn.q_proj.weight")).isEqualTo(joined.get("0:8"));
      assertThat(weights.get(layer + "self_attn.k_proj.weight")).isEqualTo(joined.get("8:16"));
      assertThat(weights.get(layer + "self_attn.v_proj.weight")).isEqualTo(joined.get("16:24"));
      assertThat(weights.get(layer + "self_attn.v_proj.bias"))
          .isEqualTo(named.get(block + "attn.in_proj_bias").get("16:24"));
      assertThat(weights.get(layer + "mlp.fc2.weight"))
          .isEqualTo(named.get(block + "mlp.c_proj.weight"));
      assertThat(weights.get("text_projection.weight"))
          .isEqualTo(named.get("text_projection").transpose());
      assertThat(weights.get("text_model.embeddings.position_embedding.weight"))
          .isEqualTo(named.get("positional_embedding"));
    }
  }

  @Test
  void theVisionTowerIsReadUnderTheNamesOfOpenClip() throws IOException {
    // Given
    Map<String, NDArray> named = openAi();

    // When
    try (Weights weights = vision.load(write(named), "cpu")) {

      // Then
      assertThat(weights.shapes().keySet())
          .containsExactlyInAnyOrderElementsOf(vision.parameters().keySet());
      assertThat(weights.get("vision_model.encoder.layers.0.self_attn.k_proj.bias"))
          .isEqualTo(named.get("visual.transformer.resblocks.0.attn.in_proj_bias").get("8:16"));
      assertThat(weights.get("visual_projection.weight"))
          .isEqualTo(named.get("visual.proj").transpose());
      assertThat(weights.get("vision_model.pre_layrnorm.bias"))
          .isEqualTo(named.get("visual.ln_pre.bias"));
      assertThat(weights.get("vision_model.embeddings.class_embedding"))
          .isEqualTo(named.get("visual.class_embedding"));
    }
  }

  @Test
  void aTransposedMatrixIsWrittenAsItIsComputedWith() throws IOException {
    // Given
    Map<String, NDArray> named = openAi();
    Path again = folder.resolve("again.safetensors");

    // When
    try (Weights weights = vision.load(write(named), "cpu")) {
      weights.write(again, Map.of());
    }

    // Then
    try (Weights weights = vision.load(again, "cpu")) {
      assertThat(weights.get("visual_projection.weight"))
          .isEqualTo(named.get("visual.proj").transpose());
    }
  }

  @Test
  void theNamesOfTheFileAreTheOnesAnErrorSpeaksOf() throws IOException {
    // Given
    Map<String, NDArray> named = openAi();
    named.remove("ln_final.bias");
    put(named, "text_projection", 3, 8);
    put(named, "stray", 2);
    Path file = write(named);

    // When // Then
    assertThatThrownBy(() -> text.load(file, "cpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing: ln_final.bias [8]")
        .hasMessageContaining("text_projection: expected the shape [8, 3], found [3, 8]")
        .hasMessageContaining("unexpected: stray [2]");
  }

  @Test
  void theLayerThatStableDiffusion2DoesNotUseMayBeThere() throws IOException {
    // Given a projection of another width too, as in the released file
    Map<String, NDArray> stored = new LinkedHashMap<>();
    String prefix = "cond_stage_model.model.";
    openAi().forEach((name, array) -> stored.put(prefix + name, array));
    put(stored, prefix + "text_projection", 8, 8);
    put(stored, prefix + "transformer.resblocks.1.ln_1.bias", 8);

    // When
    try (Weights weights = text.load(write(stored), "cpu")) {

      // Then
      assertThat(weights.shapes()).doesNotContainKey("text_projection.weight");
    }
  }

  @Test
  void aTowerComesBackFromItsSingleFileLayout() throws IOException {
    for (Activation activation : Activation.values()) {
      // Given
      EncoderConfig encoder = EncoderConfig.of(8, 2, 2, activation);
      ClipTextModel model = new ClipTextModel(new ClipTextConfig(encoder, 20, 6, 3, 19));
      Layout layout = model.singleFileLayout();
      Path file = folder.resolve(activation.configName() + ".safetensors");

      try (Weights weights = Weights.initialize(model.parameters(), 1, "cpu")) {
        // When
        SafetensorsWriter.write(file, Map.of(), layout.pending(weights, ElementType.F32), manager);

        // Then
        try (Weights read = model.load(file, "cpu")) {
          assertThat(read.shapes().keySet())
              .containsExactlyInAnyOrderElementsOf(List.copyOf(weights.shapes().keySet()));
          weights
              .arrays()
              .forEach((name, array) -> assertThat(read.get(name)).as(name).isEqualTo(array));
        }
      }
    }
  }
}
