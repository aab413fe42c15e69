package org.collapselab.diffusion.safetensors;

import java.util.List;

/**
 * What the header says about a tensor.
 *
 * @param type the type of its elements
 * @param shape its dimensions
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last, counted from the end of the header
 */
public record TensorInfo(ElementType type, List<Long> shape, long begin, long end) {

  /** An immutable copy. */
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public long size() {
    return (end - begin) / type.bytes();
  }
}
