package org.collapselab.diffusion.nn;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The layout of the networks themselves: each parameter under its own name.
 *
 * @param presentName gives tensors with names of the past their present ones
 * @param ignored tensors that may be there besides
 */
record ParameterNames(UnaryOperator<String> presentName, Predicate<String> ignored)
    implements Layout {

  /** Every tensor is a parameter of today's name. */
  static final ParameterNames PLAIN = new ParameterNames(name -> name, name -> false);

  @Override
  public boolean recognises(Set<String> names) {
    return true;
  }

  @Override
  public List<StoredTensor> tensors(Set<String> parameters) {
    return parameters.stream().map(name -> StoredTensor.of(name, name)).toList();
  }

  @Override
  public String presentName(String name) {
    return presentName.apply(name);
  }

  @Override
  public boolean ignores(String name) {
    return ignored.test(name);
  }
}
