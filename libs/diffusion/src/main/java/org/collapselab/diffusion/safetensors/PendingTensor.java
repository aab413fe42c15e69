package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;

/**
 * A tensor that is made when its turn to be written comes, so that a model can be written that does
 * not fit into memory.
 *
 * @param name its name in the file
 * @param type its type in the file, to which the values are rounded
 * @param shape its dimensions
 * @param values makes the values
 */
public record PendingTensor(String name, ElementType type, List<Long> shape, Values values) {

  /** An immutable copy. */
  public PendingTensor {
    shape = List.copyOf(shape);
  }

  /** The bytes it takes. */
  public long bytes() {
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }

  /** How the values of a tensor are made. */
  public interface Values {

    /**
     * Makes them.
     *
     * @param manager owns the result, which is closed when it is written
     * @throws IOException if they are read from a file and that fails
     */
    NDArray make(NDManager manager) throws IOException;
  }
}
