package org.collapselab.diffusion.nn;

import java.util.List;

/** A network as a function of its inputs, written once and run by any {@link Ops}. */
public interface Network {

  /** How many inputs {@link #forward} takes. */
  int inputs();

  /** The network's one output for its inputs, in the order the network documents. */
  <T> T forward(Ops<T> ops, List<T> inputs);
}
