package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.ProblemList;
import org.collapselab.diffusion.safetensors.TensorInfo;
import org.collapselab.diffusion.safetensors.TensorSource;

/** A network's parameters, found in the tensors of a file and not yet read. */
public final class FoundParameters implements ParameterSource {

  private static final Set<ElementType> WEIGHT_TYPES =
      EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16);

  private final TensorSource source;
  private final Map<String, long[]> shapes;

  /** Name in the file of each tensor, and what it holds; in the order of the file. */
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  /** Name in the file of the tensor that holds a parameter. */
  private final Map<String, String> placeOf = new HashMap<>();

  private FoundParameters(TensorSource source, Map<String, long[]> shapes) {
    this.source = source;
    this.shapes = shapes;
  }

  /**
   * Finds them.
   *
   * @param optional the parameters that may be missing
   * @throws IllegalArgumentException listing what is missing, unexpected, of another shape or type
   */
  static FoundParameters find(
      TensorSource source, Layout layout, Map<String, long[]> shapes, Predicate<String> optional) {
    FoundParameters found = new FoundParameters(source, shapes);
    List<String> problems = found.collect(layout, optional);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          ProblemList.of(source.name() + ": the tensors do not fit the configuration", problems));
    }
    return found;
  }

  private List<String> collect(Layout layout, Predicate<String> optional) {
    List<String> problems = new ArrayList<>();
    Map<String, String> storedNames = new LinkedHashMap<>();
    for (String stored : source.names()) {
      String twin = storedNames.putIfAbsent(layout.presentName(stored), stored);
      if (twin != null) {
        problems.add("two of one name: " + twin + " and " + stored);
      }
    }
    Map<String, StoredTensor> wanted = new LinkedHashMap<>();
    layout.tensors(shapes.keySet()).forEach(tensor -> wanted.put(tensor.name(), tensor));
    wanted.forEach(
        (name, tensor) -> {
          if (!storedNames.containsKey(name) && !tensor.parameters().stream().allMatch(optional)) {
            problems.add("missing: " + name + ' ' + Arrays.toString(tensor.shape(shapes)));
          }
        });
    storedNames.forEach(
        (name, stored) -> {
          StoredTensor tensor = wanted.get(name);
          String problem = tensor == null ? "unexpected" : misfit(tensor, stored);
          if (problem.isEmpty()) {
            tensors.put(stored, tensor);
            tensor.parameters().forEach(parameter -> placeOf.put(parameter, stored));
          } else if (!layout.ignores(name)) {
            problems.add(
                tensor == null
                    ? "unexpected: " + stored + ' ' + source.info(stored).shape()
                    : stored + ": " + problem);
          }
        });
    return problems;
  }

  /** Why a tensor is not what it should be; empty if it is. */
  private String misfit(StoredTensor tensor, String stored) {
    TensorInfo info = source.info(stored);
    long[] found = info.shape().stream().mapToLong(Long::longValue).toArray();
    if (!tensor.accepts(shapes, found)) {
      return "expected the shape %s, found %s"
          .formatted(Arrays.toString(tensor.shape(shapes)), Arrays.toString(found));
    }
    return WEIGHT_TYPES.contains(info.type())
        ? ""
        : "expected one of %s, found %s".formatted(WEIGHT_TYPES, info.type());
  }

  @Override
  public Map<String, long[]> shapes() {
    Map<String, long[]> there = new LinkedHashMap<>(shapes);
    there.keySet().retainAll(placeOf.keySet());
    return there;
  }

  @Override
  public NDArray read(NDManager manager, String parameter) throws IOException {
    String stored = placeOf.get(parameter);
    if (stored == null) {
      throw new IllegalArgumentException(source.name() + ": there is no parameter " + parameter);
    }
    try (NDManager own = manager.newSubManager()) {
      NDArray array = tensors.get(stored).split(source.read(own, stored), shapes).get(parameter);
      array.attach(manager);
      return array;
    }
  }

  /** How many numbers the parameters that are there have. */
  public long parameterCount() {
    return shapes().values().stream()
        .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
        .sum();
  }

  /** How many bytes of the file they take. */
  public long bytes() {
    return tensors.keySet().stream()
        .map(source::info)
        .mapToLong(info -> info.end() - info.begin())
        .sum();
  }

  /** The types the parameters are stored in. */
  public Set<ElementType> types() {
    Set<ElementType> types = EnumSet.noneOf(ElementType.class);
    tensors.keySet().forEach(stored -> types.add(source.info(stored).type()));
    return types;
  }

  /** Reads all parameters, those of one tensor at once. */
  Map<String, NDArray> readAll(NDManager manager) throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
      try (NDManager own = manager.newSubManager()) {
        tensor
            .getValue()
            .split(source.read(own, tensor.getKey()), shapes)
            .forEach(
                (name, array) -> {
                  array.attach(manager);
                  arrays.put(name, array);
                });
      }
    }
    return arrays;
  }
}
