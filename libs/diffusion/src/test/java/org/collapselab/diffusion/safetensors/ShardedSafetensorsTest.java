package org.collapselab.diffusion.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.collapselab.diffusion.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedSafetensorsTest {

  private final NDManager manager = Torch.newManager("cpu");

  @TempDir private Path folder;

  @AfterEach
  void free() {
    manager.close();
  }

  private List<PendingTensor> tensors(int... sizes) {
    List<PendingTensor> tensors = new ArrayList<>();
    for (int size : sizes) {
      String name = "t" + tensors.size();
      NDArray values = manager.randomNormal(new Shape(size));
      tensors.add(
          new PendingTensor(
              name, ElementType.F32, List.of((long) size), owner -> values.duplicate()));
    }
    return tensors;
  }

  private Path written() throws IOException {
    new ShardWriter(folder, "model", Optional.empty(), 40).write(tensors(6, 4, 20, 1), manager);
    return folder.resolve("model.safetensors.index.json");
  }

  @Test
  void aShardIsFilledUpToTheLimitAndALargerTensorGetsOneOfItsOwn() throws IOException {
    // When
    Path index = written();

    // Then
    assertThat(files())
        .containsExactly(
            "model-00001-of-00003.safetensors",
            "model-00002-of-00003.safetensors",
            "model-00003-of-00003.safetensors",
            "model.safetensors.index.json");
    assertThat(index)
        .content()
        .contains("\"total_size\" : 124", "\"t1\" : \"model-00001-of-00003.safetensors\"");
    try (TensorSource source = TensorSource.open(index)) {
      assertThat(source.names()).containsExactlyInAnyOrder("t0", "t1", "t2", "t3");
      assertThat(source.info("t2").shape()).containsExactly(20L);
      assertThat(source.read(manager, "t2").size()).isEqualTo(20);
    }
  }

  @Test
  void whatFitsIntoOneFileHasNoIndex() throws IOException {
    // When
    new ShardWriter(folder, "model", Optional.empty(), 124).write(tensors(6, 4, 20, 1), manager);

    // Then
    assertThat(files()).containsExactly("model.safetensors");
  }

  @Test
  void aVariantsNameStandsWhereDiffusersLooksForIt() throws IOException {
    // When
    new ShardWriter(folder, "model", Optional.of("fp16"), 40).write(tensors(6, 6), manager);

    // Then
    assertThat(files())
        .containsExactly(
            "model.fp16-00001-of-00002.safetensors",
            "model.fp16-00002-of-00002.safetensors",
            "model.safetensors.index.fp16.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../model.safetensors",
        "/etc/model.safetensors",
        "a/model.safetensors",
        "..\\\\model.safetensors",
        "model.bin",
        ".safetensors",
        "model\\u0000.safetensors"
      })
  void anIndexThatPointsElsewhereIsRefused(String target) throws IOException {
    // Given
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"t0\": \"" + target + "\"}}");

    // When // Then
    assertThatThrownBy(() -> TensorSource.open(index))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            index + ": weight_map: t0: expected the name of a safetensors file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"weight_map\": []}",
        "{\"weight_map\": {}}",
        "{\"weight_map\": {\"t\": 1}}",
        "{\"weight_map\": {\"t\": \"a.safetensors\", \"t\": \"b.safetensors\"}}",
        "{\"weight_map\": {\"t\": \"a.safetensors\""
      })
  void anIndexThatIsNoneIsRefused(String json) throws IOException {
    // Given
    Path index = Files.writeString(folder.resolve("model.safetensors.index.json"), json);

    // When // Then
    assertThatThrownBy(() -> TensorSource.open(index))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(index + ": ");
  }

  @Test
  void everyContradictionBetweenIndexAndShardsIsNamed() throws IOException {
    // Given
    Path index = written();
    Files.delete(folder.resolve("model-00003-of-00003.safetensors"));
    String text = Files.readString(index);
    Files.writeString(
        index,
        text.replace("\"t1\"", "\"t9\"")
            .replace("\"t2\" : \"model-00002", "\"t2\" : \"model-00001"));

    // When // Then
    assertThatThrownBy(() -> TensorSource.open(index))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model-00003-of-00003.safetensors: missing")
        .hasMessageContaining("model-00001-of-00003.safetensors: there is no tensor t9")
        .hasMessageContaining("model-00001-of-00003.safetensors: not in the index: t1")
        .hasMessageContaining("model-00001-of-00003.safetensors: there is no tensor t2");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\u0003\u0004\b\b", "\u0080\u0002}q", "\u0080\u0004\u0095"})
  void aPickleUnderAnotherNameIsRefusedWithTheWayToConvertIt(String beginning) throws IOException {
    // Given
    byte[] bytes = new byte[100];
    for (int i = 0; i < beginning.length(); i++) {
      bytes[i] = (byte) beginning.charAt(i);
    }
    Path file = Files.write(folder.resolve("model.safetensors"), bytes);

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not safetensors but a pickle")
        .hasMessageContaining("safe_serialization=True");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x280, 0x380, 0x10480})
  void aHeaderWhoseLengthLooksLikeAPickleIsRead(int headerBytes) throws IOException {
    // Given
    String header = "{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + headerBytes + 1).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerBytes).put(header.getBytes(UTF_8));
    bytes.put(" ".repeat(headerBytes - header.length()).getBytes(UTF_8));
    Path file = Files.write(folder.resolve("model.safetensors"), bytes.array());

    // When
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {

      // Then
      assertThat(opened.names()).containsExactly("x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.ckpt", "pytorch_model.bin", "model.pt", "model.pth"})
  void aFileNamedAsAPickleIsNotOpened(String name) throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve(name), "anything");

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pickled weights run code");
  }

  @Test
  void aPointerOfGitLfsIsToldFromTheFile() throws IOException {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("model.safetensors"), "version https://git-lfs.github.com/spec/v1\n");

    // When // Then
    assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("git lfs pull");
  }
}
