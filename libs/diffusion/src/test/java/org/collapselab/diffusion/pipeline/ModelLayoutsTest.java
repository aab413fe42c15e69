package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.diffusion.safetensors.TensorSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model written in one layout after another stays the same model. */
class ModelLayoutsTest {

  private static final Set<ModelPart> IN_A_SINGLE_FILE =
      Set.of(ModelPart.UNET, ModelPart.VAE, ModelPart.TEXT_ENCODER);

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void write() throws IOException {
    root = TinyModel.write(folder.resolve("model"), 1);
  }

  @Test
  void aSingleFileTakesThePlaceOfThePartsFiles() throws IOException {
    // Given
    Path single = withSingleFile(ElementType.F32);

    // When
    ModelFolder model = ModelFolder.open(single);

    // Then
    assertThat(model.weights(ModelPart.UNET)).isEqualTo(single.resolve("v2-1.safetensors"));
    assertSame(ModelFolder.open(root), model, IN_A_SINGLE_FILE, UnaryOperator.identity());
  }

  @Test
  void aFolderWrittenFromASingleFileIsTheOneItCameFrom() throws IOException {
    // Given
    ModelFolder single = ModelFolder.open(withSingleFile(ElementType.F32));
    Path again = folder.resolve("again");

    // When
    new ModelFolderWriter(single, ElementType.F32)
        .writeFolder(again, Optional.empty(), ModelFolderWriter.DIFFUSERS_SHARD_BYTES);

    // Then
    for (ModelPart part : ModelPart.values()) {
      try (TensorSource written = TensorSource.open(again.resolve(part.weightsFile()));
          TensorSource original = TensorSource.open(root.resolve(part.weightsFile()))) {
        assertThat(written.names()).containsExactlyInAnyOrderElementsOf(original.names());
        original.names().forEach(n -> assertThat(written.info(n)).isEqualTo(original.info(n)));
      }
    }
    assertSame(
        ModelFolder.open(root),
        ModelFolder.open(again),
        Set.of(ModelPart.values()),
        UnaryOperator.identity());
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F16", "BF16"})
  void halfPrecisionRoundsEachWeightOnce(ElementType half) throws IOException {
    // Given
    ModelFolder model = ModelFolder.open(root);
    Path halves = folder.resolve("halves");
    Path again = folder.resolve("again");

    // When
    new ModelFolderWriter(model, half)
        .writeFolder(halves, Optional.of("half"), ModelFolderWriter.DIFFUSERS_SHARD_BYTES);
    new ModelFolderWriter(ModelFolder.open(halves), half)
        .writeFolder(again, Optional.empty(), ModelFolderWriter.DIFFUSERS_SHARD_BYTES);

    // Then
    assertThat(halves.resolve("unet/diffusion_pytorch_model.half.safetensors")).isRegularFile();
    assertSame(
        model,
        ModelFolder.open(halves),
        Set.of(ModelPart.values()),
        array -> half == ElementType.F16 ? throughHalf(array) : throughBFloat(array));
    assertThat(again.resolve("vae/diffusion_pytorch_model.safetensors"))
        .hasSameBinaryContentAs(halves.resolve("vae/diffusion_pytorch_model.half.safetensors"));
  }

  @Test
  void shardsAndTheirIndexHoldTheModel() throws IOException {
    // Given
    ModelFolder model = ModelFolder.open(root);
    Path sharded = folder.resolve("sharded");
    long most = Files.size(model.weights(ModelPart.UNET)) / 2;

    // When
    new ModelFolderWriter(model, ElementType.F32).writeFolder(sharded, Optional.empty(), most);

    // Then
    try (Stream<Path> files = Files.list(sharded.resolve("unet"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("config.json", "diffusion_pytorch_model.safetensors.index.json")
          .contains("diffusion_pytorch_model-00002-of-00002.safetensors")
          .doesNotContain("diffusion_pytorch_model.safetensors");
    }
    assertSame(
        model, ModelFolder.open(sharded), Set.of(ModelPart.values()), UnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diffusion_pytorch_model.safetensors.index.fp16.json",
        "diffusion_pytorch_model.safetensors.fp16.index.json",
        "diffusion_pytorch_model.fp16.safetensors.index.json"
      })
  void theIndexOfAVariantIsFound(String name) throws IOException {
    // Given
    ModelFolder model = ModelFolder.open(root);
    Path sharded = folder.resolve("sharded");
    new ModelFolderWriter(model, ElementType.F16).writeFolder(sharded, Optional.empty(), 100_000);
    Path index = sharded.resolve("unet/diffusion_pytorch_model.safetensors.index.json");
    Files.move(index, index.resolveSibling(name));

    // When
    ModelFolder opened = ModelFolder.open(sharded);

    // Then
    assertThat(opened.weights(ModelPart.UNET).getFileName()).hasToString(name);
    assertSame(model, opened, Set.of(ModelPart.UNET), ModelLayoutsTest::throughHalf);
  }

  @Test
  void twoVariantsLeaveItOpenWhichIsMeant() throws IOException {
    // Given
    Path own = root.resolve(ModelPart.UNET.weightsFile());
    Files.copy(own, own.resolveSibling("diffusion_pytorch_model.fp16.safetensors"));
    Files.move(own, own.resolveSibling("diffusion_pytorch_model.non_ema.safetensors"));

    // When // Then
    assertThatThrownBy(() -> ModelFolder.open(root))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("unet: several variants")
        .hasMessageContaining("diffusion_pytorch_model.fp16.safetensors");
  }

  @Test
  void aFineTunedPartGoesBeforeTheSingleFile() throws IOException {
    // Given
    Path single = withSingleFile(ElementType.F16);
    Path tuned = single.resolve(ModelPart.UNET.weightsFile());
    TinyModel.weights(tuned, ModelFolder.open(root).unet().parameters(), 2);

    // When
    ModelFolder model = ModelFolder.open(single);

    // Then
    assertThat(model.weights(ModelPart.UNET)).isEqualTo(tuned);
    assertThat(model.weights(ModelPart.VAE)).isEqualTo(single.resolve("v2-1.safetensors"));
  }

  @Test
  void whatTrainingLeavesInASingleFileIsNoMatter() throws IOException {
    // Given
    Path single = withSingleFile(ElementType.F32);
    add(
        single.resolve("v2-1.safetensors"),
        List.of(
            "betas",
            "sqrt_recipm1_alphas_cumprod",
            "model_ema.diffusion_modelinput_blocks00weight",
            "first_stage_model.loss.logvar",
            "cond_stage_model.model.logit_scale",
            "cond_stage_model.model.transformer.resblocks.2.ln_1.weight"));

    // When // Then
    assertSame(
        ModelFolder.open(root),
        ModelFolder.open(single),
        IN_A_SINGLE_FILE,
        UnaryOperator.identity());
  }

  @Test
  void whatBelongsToNoPartOfASingleFileIsNamed() throws IOException {
    // Given
    Path single = withSingleFile(ElementType.F32);
    add(
        single.resolve("v2-1.safetensors"),
        List.of("conditioner.embedders.0.weight", "model.diffusion_model.label_emb.0.0.weight"));

    // When // Then
    assertThatThrownBy(() -> ModelFolder.open(single))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("unexpected: conditioner.embedders.0.weight")
        .hasMessageContaining("unexpected: model.diffusion_model.label_emb.0.0.weight [3]");
  }

  @Test
  void aPickledSingleFileIsRefusedWithTheWayToConvertIt() throws IOException {
    // Given
    Path single = withSingleFile(ElementType.F32);
    Files.move(single.resolve("v2-1.safetensors"), single.resolve("v2-1.ckpt"));

    // When // Then
    assertThatThrownBy(() -> ModelFolder.open(single))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("v2-1.ckpt: pickled weights run code");
  }

  @Test
  void aFolderIsWrittenOnlyWhereThereIsNothing() throws IOException {
    // Given
    ModelFolder model = ModelFolder.open(root);

    // When // Then
    assertThatThrownBy(
            () ->
                new ModelFolderWriter(model, ElementType.F32)
                    .writeFolder(root, Optional.empty(), 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected an empty folder");
  }

  @Test
  void aSingleFileIsWrittenOnlyWhereThereIsNone() throws IOException {
    // Given
    ModelFolderWriter writer = new ModelFolderWriter(ModelFolder.open(root), ElementType.F16);
    Path file = Files.writeString(folder.resolve("there.safetensors"), "mine");

    // When // Then
    assertThatThrownBy(() -> writer.writeSingleFile(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": is there already");
    assertThatThrownBy(() -> writer.writeSingleFile(folder.resolve("none/new.safetensors")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file in a folder that is there");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aVariantIsAWord() throws IOException {
    // Given
    ModelFolderWriter writer = new ModelFolderWriter(ModelFolder.open(root), ElementType.F16);

    // When // Then
    assertThatThrownBy(() -> writer.writeFolder(folder.resolve("x"), Optional.of("../x"), 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variant: expected letters");
  }

  /** The model with its weights in one file, and the image encoder, which has no place there. */
  private Path withSingleFile(ElementType floats) throws IOException {
    Path single = folder.resolve("single");
    ModelFolder model = ModelFolder.open(root);
    ModelFolderWriter writer = new ModelFolderWriter(model, floats);
    writer.writeFolder(single, Optional.empty(), ModelFolderWriter.DIFFUSERS_SHARD_BYTES);
    for (ModelPart part : IN_A_SINGLE_FILE) {
      Files.delete(single.resolve(part.weightsFile()));
    }
    writer.writeSingleFile(single.resolve("v2-1.safetensors"));
    return single;
  }

  private static void add(Path file, List<String> names) throws IOException {
    try (NDManager manager = Torch.newManager("cpu")) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      try (SafetensorsFile source = SafetensorsFile.open(file)) {
        for (String name : source.names()) {
          tensors.put(name, source.read(manager, name));
        }
      }
      names.forEach(name -> tensors.put(name, manager.ones(new Shape(3))));
      Files.delete(file);
      SafetensorsWriter.write(file, Map.of(), tensors);
    }
  }

  private static void assertSame(
      ModelFolder one, ModelFolder other, Set<ModelPart> parts, UnaryOperator<NDArray> rounding)
      throws IOException {
    try (DiffusionModel first = DiffusionModel.load(one, "cpu", parts);
        DiffusionModel second = DiffusionModel.load(other, "cpu", parts)) {
      for (ModelPart part : parts) {
        Weights expected = first.weights(part);
        Weights actual = second.weights(part);
        assertThat(actual.arrays()).containsOnlyKeys(expected.arrays().keySet());
        expected
            .arrays()
            .forEach(
                (name, array) ->
                    assertThat(actual.get(name)).as(name).isEqualTo(rounding.apply(array)));
      }
    }
  }

  private static NDArray throughHalf(NDArray array) {
    return array.toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true);
  }

  /** The nearest of the numbers with 7 bits behind the point, found by division. */
  private static NDArray throughBFloat(NDArray array) {
    float[] values = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      double unit = Math.ulp(values[i]) * 0x1p16;
      values[i] = (float) (Math.rint(values[i] / unit) * unit);
    }
    return array.getManager().create(values, array.getShape());
  }
}
