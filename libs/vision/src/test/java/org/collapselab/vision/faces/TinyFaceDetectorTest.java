package org.collapselab.vision.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.collapselab.vision.Formula;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With weights that follow a formula, in the layout of the published ones. */
class TinyFaceDetectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] CHANNELS = {3, 16, 32, 64, 128, 256, 512};

  @TempDir private Path folder;
  private final ArrayNode weights = JSON.createArrayNode();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  @BeforeEach
  void writeWeights() throws IOException {
    add("conv0/filters", 27, 3, 3, 3, 16);
    add("conv0/bias", 0, 16);
    for (int i = 1; i < 6; i++) {
      add("conv" + i + "/depthwise_filter", 9, 3, 3, CHANNELS[i], 1);
      add("conv" + i + "/pointwise_filter", CHANNELS[i], 1, 1, CHANNELS[i], CHANNELS[i + 1]);
      add("conv" + i + "/bias", 0, CHANNELS[i + 1]);
    }
    add("conv8/filters", 512, 1, 1, 512, 25);
    add("conv8/bias", 0, 25);
    write();
  }

  @Test
  void shouldScoreLikeFaceApi() throws IOException {
    // Given
    TinyFaceDetector detector = TinyFaceDetector.open(folder);

    // When
    double square = detector.confidence(Formula.image("face/square", 64, 64));
    double wide = detector.confidence(Formula.image("face/wide", 96, 50));

    // Then: as @vladmandic/face-api 1.7.15 with an input size of 224 on TensorFlow.js' CPU back end
    assertThat(square).isCloseTo(0.5236919182572444, within(1e-5));
    assertThat(wide).isCloseTo(0.518069206999628, within(1e-5));
  }

  @Test
  void shouldNameTheTensorThatIsWrong() throws IOException {
    ObjectNode bias = (ObjectNode) weights.get(1);
    bias.set("shape", JSON.createArrayNode().add(4).add(4));
    write();
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("conv0/bias: expected a tensor of shape [16], found [4, 4]");

    bias.put("dtype", "int32");
    write();
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .hasMessageContaining("conv0/bias: expected floats, or floats in bytes, got ");
  }

  @Test
  void shouldRefuseSizesAndScalesThatCannotBe() throws IOException {
    ObjectNode filters = (ObjectNode) weights.get(0);
    JsonNode shape = filters.get("shape");
    filters.set("shape", JSON.createArrayNode().add(1L << 25).add(1L << 62).add(4));
    write();
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("conv0/filters: shape: expected sizes from 1 up");

    filters.set("shape", shape);
    ((ObjectNode) filters.get("quantization")).remove("scale");
    write();
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .hasMessageContaining("conv0/filters: quantization: expected numbers scale and min");
  }

  @Test
  void shouldRefuseFilesOfAnotherLength() throws IOException {
    data.write(0);
    write();
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .hasMessageEndingWith("expected weights for all bytes, 1 are left");

    Files.write(folder.resolve("weights.bin"), new byte[500]);
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .hasMessageEndingWith(
            "conv1/depthwise_filter: expected 144 values, only 52 bytes are left");
  }

  @Test
  void shouldReadNoFileFromElsewhere() throws IOException {
    Files.writeString(
        folder.resolve(TinyFaceDetector.MANIFEST),
        "[{\"weights\": [], \"paths\": [\"../weights.bin\"]}]");
    assertThatThrownBy(() -> TinyFaceDetector.open(folder))
        .hasMessageContaining("paths: expected one file beside the manifest");
  }

  private void add(String name, int fanIn, int... shape) {
    double limit = fanIn == 0 ? 0.1 : Math.sqrt(3.0 / fanIn);
    ObjectNode weight = weights.addObject().put("name", name).put("dtype", "float32");
    int count = 1;
    for (int size : shape) {
      weight.withArray("shape").add(size);
      count *= size;
    }
    weight
        .putObject("quantization")
        .put("dtype", "uint8")
        .put("scale", 2 * limit / 255)
        .put("min", -limit);
    for (int i = 0; i < count; i++) {
      data.write((int) (256 * Formula.unit("face/" + name, i)));
    }
  }

  private void write() throws IOException {
    ArrayNode groups = JSON.createArrayNode();
    ObjectNode group = groups.addObject();
    group.set("weights", weights);
    group.putArray("paths").add("weights.bin");
    Files.write(folder.resolve("weights.bin"), data.toByteArray());
    Files.write(folder.resolve(TinyFaceDetector.MANIFEST), JSON.writeValueAsBytes(groups));
  }
}
