package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.collapselab.diffusion.nn.Weights;

/** Euclidean norms of arrays, summed in double precision. */
final class Norms {

  private Norms() {}

  /** The norm of each array, in the order of the map. */
  static double[] of(Map<String, NDArray> arrays) {
    return arrays.values().stream().mapToDouble(array -> norm(array.toFloatArray())).toArray();
  }

  /** The norm of each array's change, in the order of the map. */
  static double[] ofChange(Map<String, NDArray> arrays, Weights initial) {
    return arrays.entrySet().stream()
        .mapToDouble(
            entry -> {
              float[] values = entry.getValue().toFloatArray();
              float[] before = initial.get(entry.getKey()).toFloatArray();
              for (int i = 0; i < values.length; i++) {
                values[i] -= before[i];
              }
              return norm(values);
            })
        .toArray();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
