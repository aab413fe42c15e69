package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.TensorInfo;

/** A golden that is a safetensors file: its tensors are the outputs, its metadata the inputs. */
public final class TensorGolden implements GoldenFile {

  static final String SUFFIX = ".safetensors";

  /** Expected outputs are compared on the Java heap, and are small by intent. */
  private static final long MOST_ELEMENTS = 1 << 24;

  private final Path path;
  private final SafetensorsFile file;
  private final GoldenMetadata metadata;

  private TensorGolden(Path path, SafetensorsFile file) {
    this.path = path;
    this.file = file;
    this.metadata = new GoldenMetadata(file.metadata());
  }

  /**
   * Opens a golden.
   *
   * @throws IOException if it cannot be read or is not well-formed
   */
  public static TensorGolden open(Path path) throws IOException {
    return new TensorGolden(path, SafetensorsFile.open(path));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String kind() {
    return metadata.has("kind") ? metadata.text("kind") : "";
  }

  /** The configuration, the inputs and the errors. */
  public GoldenMetadata metadata() {
    return metadata;
  }

  /** The names of the tensors. */
  public Set<String> tensors() {
    return file.names();
  }

  /** The shape of a tensor. */
  public long[] shape(String tensor) {
    return file.info(tensor).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * A tensor as it is stored.
   *
   * @param manager owns it
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if there is none, or it is too large for a golden's
   */
  public NDArray tensor(NDManager manager, String tensor) throws IOException {
    if (!file.names().contains(tensor)) {
      throw new IllegalArgumentException(path + ": expected a tensor \"" + tensor + "\"");
    }
    TensorInfo info = file.info(tensor);
    if (info.size() > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "%s: %s: expected at most %d values, found %d"
              .formatted(path, tensor, MOST_ELEMENTS, info.size()));
    }
    return file.read(manager, tensor);
  }

  /** The values of a tensor, row-major; as {@link #tensor}. */
  public double[] values(String tensor) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        NDArray array = tensor(manager, tensor)) {
      return Doubles.of(array);
    }
  }

  /**
   * An input of this golden, as metadata give its shape.
   *
   * @param manager owns it
   * @param input such as {@code sample}
   * @throws IllegalArgumentException if metadata have no such input
   */
  public NDArray input(NDManager manager, String input) {
    return input(manager, input, input);
  }

  /**
   * One of several inputs of the same shape.
   *
   * @param manager owns it
   * @param shapeOf such as {@code noise_k}, the input whose shape is meant
   * @param input such as {@code noise_3}, the name the values follow
   */
  public NDArray input(NDManager manager, String shapeOf, String input) {
    InputRecipe recipe = InputRecipe.of(inputs(), shapeOf);
    Shape shape = new Shape(recipe.shape());
    float[] values = sequence(input).symmetric(Math.toIntExact(shape.size()));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) recipe.value(values[i]);
    }
    return manager.create(values, shape);
  }

  /** The sequence an input's values follow. */
  public Formula sequence(String input) {
    String key = inputs().text("golden_name_in_input_keys", name());
    return Formula.of("input:" + key + "/" + input);
  }

  /** The shape of an input. */
  public long[] inputShape(String input) {
    return InputRecipe.of(inputs(), input).shape();
  }

  private ConfigJson inputs() {
    return metadata.has("inputs") ? metadata.object("inputs") : ConfigJson.parse("inputs", "{}");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
