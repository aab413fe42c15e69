package org.collapselab.vision.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.diffusion.safetensors.TensorInfo;

/**
 * Features of images as a safetensors file: the tensor {@code features} [N, D], and in the metadata
 * the {@code network} and the {@code images}, one key a line.
 *
 * @param network the identity of the network
 * @param features by the image's key, all of one length D
 */
public record FeatureFile(String network, SortedMap<String, float[]> features) {

  private static final String FEATURES = "features";
  private static final String NETWORK = "network";
  private static final String IMAGES = "images";

  /** Refuses rows of unequal length. */
  public FeatureFile {
    features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    if (features.values().stream().mapToInt(row -> row.length).distinct().count() != 1) {
      throw new IllegalArgumentException("features: expected rows of one length, at least one");
    }
  }

  /**
   * Writes a new file.
   *
   * @throws IOException if it exists or cannot be written
   */
  public void write(Path file) throws IOException {
    int dimension = features.get(features.firstKey()).length;
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(features.size(), dimension));
    features.values().forEach(values::put);
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray tensor = manager.create(values.flip(), new Shape(features.size(), dimension));
      SafetensorsWriter.write(
          file,
          Map.of(NETWORK, network, IMAGES, String.join("\n", features.keySet())),
          Map.of(FEATURES, tensor));
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is not such a file
   */
  public static FeatureFile read(Path file) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(file);
        NDManager manager = Torch.newManager("cpu")) {
      Map<String, String> metadata = source.metadata();
      if (!metadata.containsKey(NETWORK)
          || !metadata.containsKey(IMAGES)
          || !source.names().contains(FEATURES)) {
        throw new IOException(
            file + ": expected the tensor features with network and images in the metadata");
      }
      List<String> images = List.of(metadata.get(IMAGES).split("\n", -1));
      TensorInfo info = source.info(FEATURES);
      if (info.type() != ElementType.F32
          || info.shape().size() != 2
          || info.shape().get(0) != images.size()
          || info.size() == 0) {
        throw new IOException(
            "%s: features: expected F32 [%d, D], found %s %s"
                .formatted(file, images.size(), info.type(), info.shape()));
      }
      float[] values = source.read(manager, FEATURES).toFloatArray();
      int dimension = values.length / images.size();
      SortedMap<String, float[]> features = new TreeMap<>();
      for (int i = 0; i < images.size(); i++) {
        float[] row = Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension);
        features.put(images.get(i), row);
      }
      return new FeatureFile(metadata.get(NETWORK), features);
    }
  }

  /** Puts every row into a cache. */
  public void into(FeatureCache cache) {
    features.forEach((image, row) -> cache.keep(image, network, row));
  }
}
