package org.collapselab.diffusion.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.safetensors.TensorSource;

/**
 * Reads a network's weights and holds them to be its parameters: all of them, no others, each of
 * its shape, in any of the layouts the network knows. Everything that is wrong is said in one
 * error.
 */
public final class ParameterCheck {

  private final Map<String, long[]> parameters;
  private final Predicate<String> optional;
  private final ParameterNames own;
  private final List<Layout> foreign;

  private ParameterCheck(
      Map<String, long[]> parameters,
      Predicate<String> optional,
      ParameterNames own,
      List<Layout> foreign) {
    this.parameters = parameters;
    this.optional = optional;
    this.own = own;
    this.foreign = foreign;
  }

  /** Holds weights to have exactly these names and shapes. */
  public static ParameterCheck of(Map<String, long[]> parameters) {
    return new ParameterCheck(parameters, name -> false, ParameterNames.PLAIN, List.of());
  }

  /** Lets these parameters be missing. */
  public ParameterCheck optional(Predicate<String> names) {
    return new ParameterCheck(parameters, names, own, foreign);
  }

  /** Lets these tensors be there although they are not parameters. */
  public ParameterCheck ignoring(Predicate<String> names) {
    return new ParameterCheck(
        parameters, optional, new ParameterNames(own.presentName(), names), foreign);
  }

  /** Gives tensors with names of the past their present ones. */
  public ParameterCheck renaming(UnaryOperator<String> name) {
    return new ParameterCheck(
        parameters, optional, new ParameterNames(name, own.ignored()), foreign);
  }

  /** Reads files of this layout too. */
  public ParameterCheck orIn(Layout layout) {
    List<Layout> more = new ArrayList<>(foreign);
    more.add(layout);
    return new ParameterCheck(parameters, optional, own, List.copyOf(more));
  }

  /**
   * Reads the parameters.
   *
   * @param file a safetensors file, or the index of its shards
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if tensors are missing, unexpected, of another shape or not of
   *     floating-point numbers of at most 32 bits
   */
  public Weights load(Path file, String device) throws IOException {
    try (TensorSource source = TensorSource.open(file)) {
      return Weights.read(find(source), device);
    }
  }

  /**
   * Reads the headers, and no weights.
   *
   * @param file a safetensors file, or the index of its shards
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException as {@link #load}
   */
  public void require(Path file) throws IOException {
    try (TensorSource source = TensorSource.open(file)) {
      find(source);
    }
  }

  /**
   * Compares tensors of 32-bit floats.
   *
   * @param source how the error names where they are from
   * @throws IllegalArgumentException if tensors are missing, unexpected or of another shape
   */
  public void require(String source, Map<String, long[]> found) {
    find(new ShapesAlone(source, found));
  }

  /**
   * Finds the parameters in a file.
   *
   * @throws IllegalArgumentException as {@link #load}
   */
  public FoundParameters find(TensorSource source) {
    return FoundParameters.find(source, layout(source.names()), parameters, optional);
  }

  private Layout layout(Set<String> names) {
    return foreign.stream().filter(layout -> layout.recognises(names)).findFirst().orElse(own);
  }
}
