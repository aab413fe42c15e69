package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.safetensors.SafetensorsWriter;
import org.collapselab.diffusion.safetensors.TensorSource;

/** The named tensors of a network on one device, freed together when closed. */
public final class Weights implements ParameterSource, AutoCloseable {

  private final NDManager manager;
  private final Map<String, NDArray> arrays;

  private Weights(NDManager manager, Map<String, NDArray> arrays) {
    this.manager = manager;
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /**
   * Reads all tensors of a safetensors file, or of the shards of an index.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if the file cannot be read or is not well-formed
   */
  public static Weights read(Path file, String device) throws IOException {
    NDManager manager = Torch.newManager(device);
    try (TensorSource source = TensorSource.open(file)) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (String name : source.names()) {
        arrays.put(name, source.read(manager, name));
      }
      return new Weights(manager, arrays);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Reads the parameters found in a file. */
  static Weights read(FoundParameters found, String device) throws IOException {
    NDManager manager = Torch.newManager(device);
    try {
      return new Weights(manager, found.readAll(manager));
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Fresh weights as PyTorch would draw them, the same for the same seed.
   *
   * @param shapes the parameters, such as {@link ShapeOps#parameters}
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public static Weights initialize(Map<String, long[]> shapes, long seed, String device) {
    Initialization initialization = new Initialization(shapes, seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes.keySet().forEach(name -> values.put(name, initialization.values(name)));
    return of(shapes, values, device);
  }

  /**
   * Weights of given values.
   *
   * @param shapes the shape of each tensor
   * @param values the values of each tensor, row-major
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public static Weights of(Map<String, long[]> shapes, Map<String, float[]> values, String device) {
    NDManager manager = Torch.newManager(device);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> arrays.put(name, array(manager, values.get(name), shape)));
    return new Weights(manager, arrays);
  }

  /** Gives the values of a tensor piece by piece. */
  @FunctionalInterface
  public interface Values {

    /**
     * Fills a buffer.
     *
     * @param name of the tensor
     * @param shape of the tensor
     * @param begin row-major index of the first value wanted
     * @param values where they go, from the start of the buffer to its limit
     */
    void fill(String name, long[] shape, long begin, FloatBuffer values);
  }

  /**
   * Weights whose values are computed, off the Java heap.
   *
   * @param shapes the shape of each tensor
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public static Weights compute(Map<String, long[]> shapes, Values values, String device) {
    NDManager manager = Torch.newManager(device);
    try {
      PieceWriter writer = new PieceWriter(manager, values);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      shapes.forEach((name, shape) -> arrays.put(name, writer.write(name, shape)));
      return new Weights(manager, arrays);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray array(NDManager manager, float[] values, long[] shape) {
    try (NDArray javaMemory = manager.create(values, new Shape(shape))) {
      return javaMemory.duplicate();
    }
  }

  /**
   * The same tensors under other names; these weights must not be used or closed any more.
   *
   * @param name the new name of each old one
   */
  public Weights renamed(UnaryOperator<String> name) {
    Map<String, NDArray> renamed = new LinkedHashMap<>();
    arrays.forEach((old, array) -> renamed.put(name.apply(old), array));
    return new Weights(manager, renamed);
  }

  @Override
  public Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    arrays.forEach((name, array) -> shapes.put(name, array.getShape().getShape()));
    return shapes;
  }

  @Override
  public NDArray read(NDManager owner, String parameter) {
    NDArray copy = Torch.withoutGradient(() -> get(parameter).duplicate());
    copy.attach(owner);
    return copy;
  }

  /** A copy on the same device with memory of its own. */
  public Weights copy() {
    NDManager own = Torch.newManager(manager.getDevice());
    Map<String, NDArray> copies = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          NDArray copy = Torch.withoutGradient(array::duplicate);
          copy.attach(own);
          copies.put(name, copy);
        });
    return new Weights(own, copies);
  }

  /** The tensors whose names satisfy the condition, in the order of the weights. */
  public Map<String, NDArray> select(Predicate<String> names) {
    Map<String, NDArray> selected = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (names.test(name)) {
            selected.put(name, array);
          }
        });
    return selected;
  }

  /** The manager of the weights: inputs made with a sub-manager of it are on the same device. */
  public NDManager manager() {
    return manager;
  }

  /** All tensors by name. */
  public Map<String, NDArray> arrays() {
    return arrays;
  }

  /** The tensor of this name, if there is one. */
  public Optional<NDArray> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public NDArray get(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("weights: there is no tensor \"" + name + "\""));
  }

  /**
   * The tensor of this name and shape.
   *
   * @throws IllegalArgumentException if there is none, or it has another shape
   */
  public NDArray get(String name, long... shape) {
    NDArray array = get(name);
    if (!Arrays.equals(array.getShape().getShape(), shape)) {
      throw new IllegalArgumentException(
          "weights: "
              + name
              + " has the shape "
              + array.getShape()
              + ", expected "
              + Arrays.toString(shape));
    }
    return array;
  }

  /**
   * Writes all tensors as a safetensors file.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file, Map<String, String> metadata) throws IOException {
    SafetensorsWriter.write(file, metadata, arrays);
  }

  @Override
  public void close() {
    manager.close();
  }
}
