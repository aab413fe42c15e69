package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** How the values of a parameter lie in a file. */
public enum Form {
  /** As in the parameter. */
  PLAIN,

  /** Rows and columns exchanged: a matrix that is multiplied from the other side. */
  TRANSPOSED,

  /** A matrix as the kernel of a 1×1 convolution, with two more axes of length 1. */
  POINTWISE;

  /** The shape in a file of a parameter of this shape. */
  long[] stored(long[] shape) {
    return switch (this) {
      case PLAIN -> shape;
      case TRANSPOSED -> new long[] {shape[1], shape[0]};
      case POINTWISE -> {
        long[] kernel = Arrays.copyOf(shape, shape.length + 2);
        Arrays.fill(kernel, shape.length, kernel.length, 1);
        yield kernel;
      }
    };
  }

  /** Whether a parameter of this shape may have that one in a file. */
  boolean accepts(long[] shape, long[] found) {
    // Programs that write the names of CompVis do not all write its kernels.
    return Arrays.equals(found, stored(shape))
        || (this == POINTWISE && Arrays.equals(found, shape));
  }

  /** The parameter of this shape from what is in a file; its own memory, row-major. */
  NDArray toParameter(NDArray stored, Shape shape) {
    return switch (this) {
      case PLAIN -> stored;
      case TRANSPOSED -> transposed(stored);
      case POINTWISE -> stored.reshape(shape);
    };
  }

  /** What a file holds of a parameter. */
  NDArray toStored(NDArray parameter) {
    return switch (this) {
      case PLAIN -> parameter;
      case TRANSPOSED -> transposed(parameter);
      case POINTWISE -> parameter.reshape(new Shape(stored(parameter.getShape().getShape())));
    };
  }

  /** A transposed array is a view of the same memory; flattened, it has its own. */
  private static NDArray transposed(NDArray matrix) {
    Shape shape = matrix.getShape();
    return matrix.transpose().flatten().reshape(shape.get(1), shape.get(0));
  }
}
