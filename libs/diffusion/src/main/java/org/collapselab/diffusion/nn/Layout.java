package org.collapselab.diffusion.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.collapselab.diffusion.safetensors.ElementType;
import org.collapselab.diffusion.safetensors.PendingTensor;

/** The names and forms under which files of one kind keep a network's parameters. */
public interface Layout {

  /** Each parameter under its own name and nothing else: what diffusers and transformers write. */
  static Layout ofParameters() {
    return ParameterNames.PLAIN;
  }

  /** Whether a file with tensors of these names is of this kind. */
  boolean recognises(Set<String> names);

  /** The tensors of a file that hold these parameters, in the order of the parameters. */
  List<StoredTensor> tensors(Set<String> parameters);

  /** The name this layout has for a tensor that some files call otherwise. */
  default String presentName(String name) {
    return name;
  }

  /** Whether a tensor may be there although it holds no parameter of the network. */
  boolean ignores(String name);

  /**
   * The tensors of a file of these parameters.
   *
   * @param type the type they are rounded to
   */
  default List<PendingTensor> pending(ParameterSource source, ElementType type) {
    Map<String, long[]> shapes = source.shapes();
    List<PendingTensor> pending = new ArrayList<>();
    for (StoredTensor tensor : tensors(shapes.keySet())) {
      List<Long> shape = Arrays.stream(tensor.shape(shapes)).boxed().toList();
      pending.add(
          new PendingTensor(tensor.name(), type, shape, manager -> tensor.join(source, manager)));
    }
    return pending;
  }
}
