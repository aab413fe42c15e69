package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Map;

/** A network's parameters, in memory or still in a file. */
public interface ParameterSource {

  /** The shape of each parameter that is there, in an order of the source's own. */
  Map<String, long[]> shapes();

  /**
   * A copy of one parameter, of 32-bit floats.
   *
   * @param owner owns the copy
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if there is no such parameter
   */
  NDArray read(NDManager owner, String parameter) throws IOException;
}
