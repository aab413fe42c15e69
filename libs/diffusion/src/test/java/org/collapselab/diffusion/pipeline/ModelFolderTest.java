package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.scheduler.PredictionType;
import org.collapselab.diffusion.scheduler.SchedulerConfig;
import org.collapselab.diffusion.unet.UNet2DConditionModel;
import org.collapselab.diffusion.unet.UNetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void write() throws IOException {
    root = TinyModel.write(folder.resolve("model"), 1);
  }

  @Test
  void aCompleteFolderOpens() throws IOException {
    // When
    ModelFolder model = ModelFolder.open(root);

    // Then
    assertThat(model.root()).isEqualTo(root);
    assertThat(model.unet().config().crossAttentionDim()).isEqualTo(32);
    assertThat(model.vae().config().factor()).isEqualTo(2);
    assertThat(model.textEncoder().config().maxPositions()).isEqualTo(16);
    assertThat(model.tokenizer().length()).isEqualTo(16);
    assertThat(model.imageEncoder()).isPresent();
    assertThat(model.scheduler().predictionType()).isEqualTo(PredictionType.V_PREDICTION);
  }

  @Test
  void everythingMissingIsNamedAtOnce() throws IOException {
    // Given
    Files.delete(root.resolve("model_index.json"));
    Files.delete(root.resolve(SchedulerConfig.FILE));
    Files.delete(root.resolve("tokenizer/merges.txt"));
    Files.delete(root.resolve(ModelPart.UNET.weightsFile()));
    Files.delete(root.resolve(ModelPart.VAE.configFile()));

    // When
    List<String> problems = problems();

    // Then
    assertThat(problems)
        .containsExactly(
            "model_index.json: missing",
            "vae/config.json: missing",
            "tokenizer/merges.txt: missing",
            "scheduler/scheduler_config.json: missing",
            "unet/diffusion_pytorch_model.safetensors: missing");
  }

  @Test
  void tensorsThatDoNotFitTheConfigurationAreListed() throws IOException {
    // Given
    Map<String, long[]> parameters =
        new LinkedHashMap<>(ModelFolder.open(root).unet().parameters());
    parameters.remove("conv_out.bias");
    parameters.put("conv_in.bias", new long[] {33});
    parameters.put("stray.weight", new long[] {2, 2});
    Path file = root.resolve(ModelPart.UNET.weightsFile());
    Files.delete(file);
    TinyModel.weights(file, parameters, 1);

    // When
    List<String> problems = problems();

    // Then
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .contains("unet/diffusion_pytorch_model.safetensors")
        .contains("missing: conv_out.bias [4]")
        .contains("conv_in.bias: expected the shape [32], found [33]")
        .contains("unexpected: stray.weight [2, 2]");
  }

  @Test
  void pickledWeightsAreRefusedWithTheWayToConvertThem() throws IOException {
    // Given
    Path safe = root.resolve(ModelPart.UNET.weightsFile());
    Files.move(safe, safe.resolveSibling("diffusion_pytorch_model.bin"));
    Path text = root.resolve(ModelPart.TEXT_ENCODER.weightsFile());
    Files.move(text, text.resolveSibling("pytorch_model.bin"));

    // When
    List<String> problems = problems();

    // Then
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0))
        .startsWith("unet/diffusion_pytorch_model.bin: pickled weights run code")
        .contains("safe_serialization=True");
    assertThat(problems.get(1)).startsWith("text_encoder/pytorch_model.bin: pickled weights");
  }

  @Test
  void aSingleCheckpointFileIsRefusedWithTheWayToConvertIt() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("v2-1.ckpt"), "anything");

    // When / Then
    assertThatThrownBy(() -> ModelFolder.open(file))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("expected a folder")
        .hasMessageContaining("from_single_file");
  }

  @Test
  void partsThatDoNotFitTogetherAreRefused() throws IOException {
    // Given a U-Net that attends to wider contexts than the text encoder gives
    Files.writeString(
        root.resolve(ModelPart.UNET.configFile()),
        TinyModel.UNET_CONFIG.replace(
            "\"cross_attention_dim\": 32", "\"cross_attention_dim\": 48"));
    Path file = root.resolve(ModelPart.UNET.weightsFile());
    Map<String, long[]> parameters = wider();
    Files.delete(file);
    TinyModel.weights(file, parameters, 1);

    // When / Then
    assertThat(problems())
        .containsExactly(
            "unet/config.json: cross_attention_dim: expected the text encoder's hidden_size 32,"
                + " was 48");
  }

  @Test
  void anotherKindOfPipelineIsRefused() throws IOException {
    // Given
    Files.writeString(
        root.resolve("model_index.json"), "{\"_class_name\": \"StableDiffusionXLPipeline\"}");

    // When / Then
    assertThat(problems())
        .containsExactly(
            "model_index.json: _class_name: expected StableDiffusionPipeline, was"
                + " \"StableDiffusionXLPipeline\"");
  }

  @Test
  void aFineTunedUNetFromElsewhereTakesThePlaceOfTheFolders() throws IOException {
    // Given a folder that has no U-Net weights of its own
    Path tuned = folder.resolve("tuned.safetensors");
    TinyModel.weights(tuned, ModelFolder.open(root).unet().parameters(), 2);
    Files.delete(root.resolve(ModelPart.UNET.weightsFile()));

    // When
    ModelFolder model = ModelFolder.open(root, tuned);

    // Then
    assertThat(model.weights(ModelPart.UNET)).isEqualTo(tuned);
    try (DiffusionModel loaded = DiffusionModel.load(model, "cpu", Set.of(ModelPart.UNET))) {
      assertThat(loaded.weights(ModelPart.UNET).get("conv_in.bias").getShape().size())
          .isEqualTo(32);
    }
  }

  @Test
  void aMissingCheckpointFromElsewhereIsNamed() {
    Path tuned = folder.resolve("nothing.safetensors");

    assertThatThrownBy(() -> ModelFolder.open(root, tuned))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining(tuned + ": missing");
  }

  private Map<String, long[]> wider() throws IOException {
    return new UNet2DConditionModel(UNetConfig.read(root.resolve(ModelPart.UNET.configFile())))
        .parameters();
  }

  private List<String> problems() {
    return catchThrowableOfType(ModelFolderException.class, () -> ModelFolder.open(root))
        .problems();
  }
}
