package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.collapselab.diffusion.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  private final NDManager manager = Torch.newManager("cpu");

  @TempDir private Path folder;

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws Exception {
    // Given
    Map<String, NDArray> tensors =
        Map.of(
            "z.weight",
                manager.create(new float[] {1.5f, -2, Float.MIN_VALUE, 0, 5, 6}, new Shape(2, 3)),
            "a.ids", manager.create(new long[] {Long.MIN_VALUE, 49407}),
            "scalar", manager.create(2.6592f),
            "none", manager.create(new Shape(0, 4)));
    Path file = folder.resolve("model.safetensors");

    // When
    SafetensorsWriter.write(file, Map.of("format", "pt", "note", "\"ä\""), tensors);

    // Then
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.metadata())
          .containsExactlyInAnyOrderEntriesOf(Map.of("format", "pt", "note", "\"ä\""));
      assertThat(read.names()).containsExactlyElementsOf(new TreeMap<>(tensors).keySet());
      for (String name : tensors.keySet()) {
        NDArray array = read.read(manager, name);
        assertThat(array.getShape()).isEqualTo(tensors.get(name).getShape());
        assertThat(array.getDataType()).isEqualTo(tensors.get(name).getDataType());
        assertThat(array.toByteArray()).isEqualTo(tensors.get(name).toByteArray());
      }
    }
  }

  @Test
  void equalContentsGiveEqualAlignedBytes() throws Exception {
    // Given
    NDArray one = manager.create(new float[] {1});
    NDArray two = manager.create(new float[] {2});
    Map<String, NDArray> forwards = new LinkedHashMap<>();
    forwards.put("a", one);
    forwards.put("b", two);
    Map<String, NDArray> backwards = new LinkedHashMap<>();
    backwards.put("b", two);
    backwards.put("a", one);

    // When
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    SafetensorsWriter.write(first, Map.of(), forwards);
    SafetensorsWriter.write(second, Map.of(), backwards);

    // Then
    assertThat(first).hasSameBinaryContentAs(second);
    long header =
        ByteBuffer.wrap(Files.readAllBytes(first)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
  }

  @Test
  void aTensorIsACopyThatMayBeChanged() throws Exception {
    // Given
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, Map.of(), Map.of("w", manager.create(new float[] {1, 2})));

    // When
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      read.read(manager, "w").addi(1);

      // Then
      assertThat(read.read(manager, "w").toFloatArray()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F16, 3c00c100, 1, -2.5",
    "BF16, 3f80c020, 1, -2.5",
    "BF16, 7f800001, Infinity, 9.2e-41"
  })
  void halfPrecisionIsWidened(String type, String hex, float first, float second) throws Exception {
    // Given
    int bits = Integer.parseUnsignedInt(hex, 16);
    byte[] data = {(byte) (bits >> 16), (byte) (bits >> 24), (byte) bits, (byte) (bits >> 8)};
    Path file =
        file("{\"w\":{\"dtype\":\"" + type + "\",\"shape\":[2],\"data_offsets\":[0,4]}}", data);

    // When
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      NDArray array = read.read(manager, "w");

      // Then
      assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
      float[] values = array.toFloatArray();
      assertThat(values[0]).isEqualTo(first);
      assertThat(values[1]).isCloseTo(second, Percentage.withPercentage(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "w: dtype|{\"w\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "w: dtype|{\"w\":{\"shape\":[1],\"data_offsets\":[0,8]}}",
        "w: shape|{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "w: shape|{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
        "w: shape|{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "w: shape|{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
        "w: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "w: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "w: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "w: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "w: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "8 follow|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "8 follow|{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
        "v: data_offsets|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "Duplicate|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"w\":{}}",
        "__metadata__.a|{\"__metadata__\":{\"a\":1},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "JSON object|[]",
        "JSON|{",
      })
  void aHeaderThatContradictsItselfIsRefused(String named, String header) throws Exception {
    // Given
    Path file = file(header, new byte[8]);

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 100_000_001, 17, Long.MAX_VALUE, Long.MIN_VALUE})
  void aHeaderLongerThanTheFileIsRefusedBeforeItIsRead(long length) throws Exception {
    // Given
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Path file = Files.write(folder.resolve("hostile"), bytes.array());

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("header length");
  }

  @Test
  void aFileTooShortForALengthIsRefused() throws Exception {
    // Given
    Path file = Files.write(folder.resolve("short"), new byte[7]);

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too short");
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
