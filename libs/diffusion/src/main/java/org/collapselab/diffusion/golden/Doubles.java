package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** The values of arrays of any type as doubles. */
final class Doubles {

  private Doubles() {}

  static double[] of(NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT64 -> array.toDoubleArray();
      case FLOAT32 -> of(array.toFloatArray());
      case INT64 -> Arrays.stream(array.toLongArray()).asDoubleStream().toArray();
      case INT32 -> Arrays.stream(array.toIntArray()).asDoubleStream().toArray();
      case UINT8 -> Arrays.stream(array.toUint8Array()).asDoubleStream().toArray();
      default ->
          throw new IllegalArgumentException(
              "expected numbers of 32 or 64 bits or bytes, found " + array.getDataType());
    };
  }

  private static double[] of(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
