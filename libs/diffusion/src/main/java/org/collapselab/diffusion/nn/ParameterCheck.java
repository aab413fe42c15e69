package org.collapselab.diffusion.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.SafetensorsFile;
import org.collapselab.diffusion.safetensors.TensorInfo;

/**
 * Reads a network's weights and holds them to be its parameters: all of them, no others, each of
 * its shape. Everything that is wrong is said in one error.
 */
public final class ParameterCheck {

  private static final int MOST_LISTED = 50;

  private static final Set<ElementType> WEIGHT_TYPES =
      EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16);

  private final Map<String, long[]> parameters;
  private final Predicate<String> optional;
  private final Predicate<String> ignored;
  private final UnaryOperator<String> presentName;

  private ParameterCheck(
      Map<String, long[]> parameters,
      Predicate<String> optional,
      Predicate<String> ignored,
      UnaryOperator<String> presentName) {
    this.parameters = parameters;
    this.optional = optional;
    this.ignored = ignored;
    this.presentName = presentName;
  }

  /** Holds weights to have exactly these names and shapes. */
  public static ParameterCheck of(Map<String, long[]> parameters) {
    return new ParameterCheck(parameters, name -> false, name -> false, name -> name);
  }

  /** Lets these parameters be missing. */
  public ParameterCheck optional(Predicate<String> names) {
    return new ParameterCheck(parameters, names, ignored, presentName);
  }

  /** Lets these tensors be there although they are not parameters. */
  public ParameterCheck ignoring(Predicate<String> names) {
    return new ParameterCheck(parameters, optional, names, presentName);
  }

  /** Gives tensors with names of the past their present ones. */
  public ParameterCheck renaming(UnaryOperator<String> name) {
    return new ParameterCheck(parameters, optional, ignored, name);
  }

  /**
   * Reads a safetensors file.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if tensors are missing, unexpected or of another shape
   */
  public Weights load(Path file, String device) throws IOException {
    Weights weights = Weights.read(file, device).renamed(presentName);
    try {
      require(file.toString(), weights.shapes());
      return weights;
    } catch (IllegalArgumentException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * Reads the header of a safetensors file, and no weights.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if tensors are missing, unexpected, of another shape or not of
   *     floating-point numbers of at most 32 bits
   */
  public void require(Path file) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      for (String stored : source.names()) {
        String name = presentName.apply(stored);
        TensorInfo info = source.info(stored);
        if (parameters.containsKey(name) && !WEIGHT_TYPES.contains(info.type())) {
          throw new IllegalArgumentException(
              "%s: %s: expected one of %s, found %s"
                  .formatted(file, stored, WEIGHT_TYPES, info.type()));
        }
        shapes.put(name, info.shape().stream().mapToLong(Long::longValue).toArray());
      }
    }
    require(file.toString(), shapes);
  }

  /**
   * Compares.
   *
   * @param source how the error names where the tensors are from
   * @throws IllegalArgumentException if tensors are missing, unexpected or of another shape
   */
  public void require(String source, Map<String, long[]> found) {
    List<String> problems = problems(found);
    if (!problems.isEmpty()) {
      int listed = Math.min(problems.size(), MOST_LISTED);
      String more =
          listed < problems.size() ? "\n  and " + (problems.size() - listed) + " more" : "";
      throw new IllegalArgumentException(
          source
              + ": the tensors do not fit the configuration:\n  "
              + String.join("\n  ", problems.subList(0, listed))
              + more);
    }
  }

  private List<String> problems(Map<String, long[]> found) {
    List<String> problems = new ArrayList<>();
    parameters.forEach(
        (name, shape) -> {
          if (!found.containsKey(name)) {
            if (!optional.test(name)) {
              problems.add("missing: " + name + ' ' + Arrays.toString(shape));
            }
          } else if (!Arrays.equals(found.get(name), shape)) {
            problems.add(
                "%s: expected the shape %s, found %s"
                    .formatted(name, Arrays.toString(shape), Arrays.toString(found.get(name))));
          }
        });
    found.forEach(
        (name, shape) -> {
          if (!parameters.containsKey(name) && !ignored.test(name)) {
            problems.add("unexpected: " + name + ' ' + Arrays.toString(shape));
          }
        });
    return problems;
  }
}
