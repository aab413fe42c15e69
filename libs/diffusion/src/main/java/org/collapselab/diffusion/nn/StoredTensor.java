package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor of a file and the parameters it holds: one, or several of equal width one below the
 * other, as query, key and value in {@code in_proj_weight}.
 *
 * @param name its name in the file
 * @param form how each parameter lies in it
 * @param parameters their names
 */
public record StoredTensor(String name, Form form, List<String> parameters) {

  public StoredTensor {
    parameters = List.copyOf(parameters);
    if (parameters.isEmpty() || (parameters.size() > 1 && form != Form.PLAIN)) {
      throw new IllegalArgumentException(name + ": only plain parameters are stacked");
    }
  }

  /** A parameter under another name. */
  public static StoredTensor of(String name, String parameter) {
    return new StoredTensor(name, Form.PLAIN, List.of(parameter));
  }

  /** A parameter under another name and in another form. */
  public static StoredTensor of(String name, Form form, String parameter) {
    return new StoredTensor(name, form, List.of(parameter));
  }

  /** Its shape, given those of the parameters. */
  public long[] shape(Map<String, long[]> shapes) {
    long[] first = shapes.get(parameters.get(0));
    if (parameters.size() == 1) {
      return form.stored(first);
    }
    long[] stacked = first.clone();
    stacked[0] = parameters.stream().mapToLong(name -> shapes.get(name)[0]).sum();
    return stacked;
  }

  boolean accepts(Map<String, long[]> shapes, long[] found) {
    return parameters.size() == 1
        ? form.accepts(shapes.get(parameters.get(0)), found)
        : Arrays.equals(found, shape(shapes));
  }

  /** The parameters in it; stored may be used no more. */
  Map<String, NDArray> split(NDArray stored, Map<String, long[]> shapes) {
    Map<String, NDArray> split = new LinkedHashMap<>();
    if (parameters.size() == 1) {
      String name = parameters.get(0);
      split.put(name, form.toParameter(stored, new Shape(shapes.get(name))));
      return split;
    }
    long row = 0;
    for (String name : parameters) {
      long rows = shapes.get(name)[0];
      split.put(name, stored.get(row + ":" + (row + rows)).duplicate());
      row += rows;
    }
    return split;
  }

  /** What the file holds of the parameters of a source; the manager owns it. */
  NDArray join(ParameterSource source, NDManager manager) throws IOException {
    NDList values = new NDList();
    for (String name : parameters) {
      values.add(source.read(manager, name));
    }
    return values.size() == 1 ? form.toStored(values.get(0)) : NDArrays.concat(values, 0);
  }
}
