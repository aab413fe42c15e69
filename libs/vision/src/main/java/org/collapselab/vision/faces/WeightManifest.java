package org.collapselab.vision.faces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Weights as TensorFlow.js keeps them: a JSON file that lists tensors, and a binary file with one
 * after the other, as floats or as bytes with a scale and a least value.
 */
final class WeightManifest {

  private static final long MOST_BYTES = 64 << 20;

  private final Path file;
  private final Map<String, Tensor> tensors;

  private WeightManifest(Path file, Map<String, Tensor> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Tensor(long[] shape, float[] values) {}

  /**
   * Reads a manifest and the files beside it that it names.
   *
   * @throws IOException if one cannot be read, or is not what the manifest says; names the tensor
   */
  static WeightManifest read(Path file) throws IOException {
    Map<String, Tensor> tensors = new HashMap<>();
    for (JsonNode group : new ObjectMapper().readTree(bytes(file))) {
      ByteBuffer data = data(file, group.path("paths"));
      for (JsonNode weight : group.path("weights")) {
        String name = weight.path("name").asText();
        tensors.put(name, tensor(file, name, weight, data));
      }
      if (data.hasRemaining()) {
        throw new IOException(
            "%s: expected weights for all bytes, %d are left".formatted(file, data.remaining()));
      }
    }
    return new WeightManifest(file, tensors);
  }

  /**
   * The values of a tensor, row-major.
   *
   * @throws IOException if there is none of this name and shape
   */
  float[] values(String name, long... shape) throws IOException {
    Tensor tensor = tensors.get(name);
    if (tensor == null || !Arrays.equals(tensor.shape, shape)) {
      throw new IOException(
          "%s: %s: expected a tensor of shape %s, found %s"
              .formatted(
                  file,
                  name,
                  Arrays.toString(shape),
                  tensor == null ? "none" : Arrays.toString(tensor.shape)));
    }
    return tensor.values;
  }

  private static ByteBuffer data(Path file, JsonNode paths) throws IOException {
    if (paths.size() != 1 || !paths.get(0).asText().matches("[A-Za-z0-9._-]+")) {
      throw new IOException(file + ": paths: expected one file beside the manifest, got " + paths);
    }
    Path binary = file.resolveSibling(paths.get(0).asText());
    return ByteBuffer.wrap(bytes(binary)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException(file + ": expected at most 64 MiB, got " + size + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private static Tensor tensor(Path file, String name, JsonNode weight, ByteBuffer data)
      throws IOException {
    JsonNode quantization = weight.path("quantization");
    boolean bytes = quantization.path("dtype").asText().equals("uint8");
    if (!weight.path("dtype").asText().equals("float32")
        || (!bytes && !quantization.isMissingNode())) {
      throw new IOException(
          "%s: %s: expected floats, or floats in bytes, got %s".formatted(file, name, weight));
    }
    long[] shape = new long[weight.path("shape").size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = weight.path("shape").get(i).asLong();
      if (shape[i] < 1 || shape[i] > MOST_BYTES / count) {
        throw new IOException(
            "%s: %s: shape: expected sizes from 1 up, got %s"
                .formatted(file, name, weight.path("shape")));
      }
      count *= shape[i];
    }
    if (bytes && !(quantization.path("scale").isNumber() && quantization.path("min").isNumber())) {
      throw new IOException(
          "%s: %s: quantization: expected numbers scale and min, got %s"
              .formatted(file, name, quantization));
    }
    if (count * (bytes ? 1 : Float.BYTES) > data.remaining()) {
      throw new IOException(
          "%s: %s: expected %d values, only %d bytes are left"
              .formatted(file, name, count, data.remaining()));
    }
    float scale = (float) quantization.path("scale").asDouble();
    float least = (float) quantization.path("min").asDouble();
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes ? (data.get() & 0xff) * scale + least : data.getFloat();
    }
    return new Tensor(shape, values);
  }
}
