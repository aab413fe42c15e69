package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.TensorInfo;
import org.collapselab.diffusion.safetensors.TensorSource;

/** The names and shapes of tensors of 32-bit floats that are not in a file. */
record ShapesAlone(String name, Map<String, long[]> shapes) implements TensorSource {

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public TensorInfo info(String tensor) {
    List<Long> shape = Arrays.stream(shapes.get(tensor)).boxed().toList();
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    return new TensorInfo(ElementType.F32, shape, 0, size * ElementType.F32.bytes());
  }

  @Override
  public NDArray read(NDManager manager, String tensor) {
    throw new UnsupportedOperationException(name + ": there are no values");
  }

  @Override
  public void close() {}
}
