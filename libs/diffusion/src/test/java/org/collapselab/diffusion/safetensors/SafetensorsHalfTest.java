package org.collapselab.diffusion.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.collapselab.diffusion.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHalfTest {

  private final NDManager manager = Torch.newManager("cpu");

  @TempDir private Path folder;

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void floatsAreRoundedAsTheEngineRoundsThemAndOtherTypesStay() throws Exception {
    // Given more values than fit the buffer at once, and a tensor that is a view
    NDArray weights = manager.randomNormal(new Shape(300, 301));
    NDArray transposed = weights.transpose();
    NDArray ids = manager.create(new long[] {Long.MIN_VALUE, 49407});
    NDArray none = manager.create(new Shape(0, 4));
    Path file = folder.resolve("half.safetensors");

    // When
    SafetensorsWriter.write(
        file,
        Map.of("format", "pt"),
        Map.of("weights", weights, "transposed", transposed, "ids", ids, "none", none),
        FloatFormat.HALF);

    // Then
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.info("weights").type()).isEqualTo(ElementType.F16);
      assertThat(read.info("none").type()).isEqualTo(ElementType.F16);
      assertThat(read.info("ids").type()).isEqualTo(ElementType.I64);
      assertThat(read.read(manager, "weights")).isEqualTo(rounded(weights));
      assertThat(read.read(manager, "transposed")).isEqualTo(rounded(transposed));
      assertThat(read.read(manager, "ids")).isEqualTo(ids);
      assertThat(read.read(manager, "none").getShape()).isEqualTo(new Shape(0, 4));
    }
  }

  @Test
  void whatWasReadFromHalvesIsWrittenAsTheSameBytes() throws Exception {
    // Given
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Map<String, NDArray> tensors = Map.of("w", manager.randomNormal(new Shape(7, 5)));
    SafetensorsWriter.write(first, Map.of(), tensors, FloatFormat.HALF);

    // When
    try (SafetensorsFile read = SafetensorsFile.open(first)) {
      Map<String, NDArray> again = Map.of("w", read.read(manager, "w"));
      SafetensorsWriter.write(second, Map.of(), again, FloatFormat.HALF);
    }

    // Then
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.size(first) % 8).isEqualTo(2 * 7 * 5 % 8);
  }

  @ParameterizedTest
  @ValueSource(floats = {65520, -1e9f, Float.POSITIVE_INFINITY, Float.NaN})
  void aValueThatHalfPrecisionCannotHoldIsRefusedByItsTensorsName(float value) {
    // Given
    Map<String, NDArray> tensors =
        Map.of("a", manager.create(1f), "conv.weight", manager.create(new float[] {0, value}));
    Path file = folder.resolve("half.safetensors");

    // When // Then
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), tensors, FloatFormat.HALF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("conv.weight: element 1 is " + value)
        .hasMessageContaining("65504");
  }

  private static NDArray rounded(NDArray floats) {
    return floats.toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true);
  }
}
