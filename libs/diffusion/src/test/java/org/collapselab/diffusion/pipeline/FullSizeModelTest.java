package org.collapselab.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.collapselab.diffusion.GoldenShapes;
import org.collapselab.diffusion.nn.Layout;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.ShardWriter;
import org.collapselab.diffusion.safetensors.TensorInfo;
import org.collapselab.diffusion.safetensors.TensorSource;
import org.collapselab.diffusion.text.BpeTrainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of the size of Stable Diffusion 2.1 in F16 through every layout: 2.6 GB on the disk each,
 * at most 3.6 GB off the Java heap.
 */
@Tag("full-size")
class FullSizeModelTest {

  private static final System.Logger LOG = System.getLogger(FullSizeModelTest.class.getName());

  /** Five for the U-Net. */
  private static final long SMALL_SHARDS = 400_000_000;

  @TempDir private static Path folder;
  private static Path whole;

  @BeforeAll
  static void write() throws IOException {
    whole = described("whole");
    Resources resources = Resources.measure();
    for (FullSizePart part : FullSizePart.values()) {
      try (NDManager manager = Torch.newManager("cpu")) {
        new ShardWriter(
                whole.resolve(part.part().folder()),
                part.part().stem(),
                Optional.empty(),
                ModelFolderWriter.DIFFUSERS_SHARD_BYTES)
            .write(Layout.ofParameters().pending(part.formulaWeights(), ElementType.F16), manager);
      }
    }
    report("one file a part, written from the formula", resources);
  }

  @Test
  void oneFileAPartHoldsWhatWasWritten() throws IOException {
    assertNamesOfFolder(ModelFolder.open(whole));
    assertValues("one file a part", ModelFolder.open(whole));
  }

  @Test
  void shardsHoldTheSame() throws IOException {
    // Given
    Path sharded = folder.resolve("sharded");
    ModelFolderWriter writer = new ModelFolderWriter(ModelFolder.open(whole), ElementType.F16);

    // When
    Resources resources = Resources.measure();
    writer.writeFolder(sharded, Optional.empty(), SMALL_SHARDS);
    report("shards, converted", resources);

    // Then
    ModelFolder model = ModelFolder.open(sharded);
    assertThat(model.weights(ModelPart.UNET).getFileName())
        .hasToString("diffusion_pytorch_model.safetensors.index.json");
    assertNamesOfFolder(model);
    assertValues("shards", model);
  }

  @Test
  void aSingleFileHoldsTheSame() throws IOException {
    // Given
    Path single = described("single");
    Path file = single.resolve("v2-1.safetensors");
    ModelFolderWriter writer = new ModelFolderWriter(ModelFolder.open(whole), ElementType.F16);

    // When
    Resources resources = Resources.measure();
    writer.writeSingleFile(file);
    report("a single file, converted", resources);

    // Then
    Map<String, String> expected = GoldenShapes.ofSingleFile("single_file_sd21");
    expected.replaceAll((name, columns) -> columns.substring(0, columns.indexOf('\t')));
    assertThat(tensors(file)).isEqualTo(expected);
    assertValues("a single file", ModelFolder.open(single));
  }

  private static Path described(String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve(name));
    StableDiffusionRelease.V2_1.describe(root);
    new BpeTrainer(540, 77).train(List.of("a young woman"), root.resolve("tokenizer"));
    return root;
  }

  private static void assertNamesOfFolder(ModelFolder model) throws IOException {
    for (FullSizePart part : FullSizePart.values()) {
      assertThat(tensors(model.weights(part.part()))).isEqualTo(part.expected());
    }
  }

  /** The shape of each tensor, all of which are F16. */
  private static Map<String, String> tensors(Path file) throws IOException {
    Map<String, String> tensors = new TreeMap<>();
    try (TensorSource source = TensorSource.open(file)) {
      for (String name : source.names()) {
        TensorInfo info = source.info(name);
        assertThat(info.type()).as(name).isEqualTo(ElementType.F16);
        tensors.put(name, info.shape().toString());
      }
    }
    return tensors;
  }

  private static void assertValues(String layout, ModelFolder folder) throws IOException {
    for (FullSizePart part : FullSizePart.values()) {
      FormulaParameters formula = part.formulaWeights();
      Resources resources = Resources.measure();
      try (DiffusionModel model = DiffusionModel.load(folder, "cpu", Set.of(part.part()))) {
        report(layout + ", loaded " + part.part().folder(), resources);
        Weights weights = model.weights(part.part());
        assertThat(weights.shapes()).containsOnlyKeys(formula.shapes().keySet());
        for (String name : formula.shapes().keySet()) {
          try (NDManager manager = Torch.newManager("cpu")) {
            NDArray exact = formula.read(manager, name);
            NDArray rounded = exact.toType(DataType.FLOAT16, false).toType(DataType.FLOAT32, false);
            assertThat(weights.get(name).contentEquals(rounded)).as(name).isTrue();
          }
        }
      }
    }
  }

  private static void report(String work, Resources resources) throws IOException {
    String line = work + ": " + resources.used();
    LOG.log(System.Logger.Level.INFO, () -> line);
  }
}
