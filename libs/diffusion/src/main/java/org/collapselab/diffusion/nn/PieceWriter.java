package org.collapselab.diffusion.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes arrays of computed values with no more than a piece of them in memory twice. */
final class PieceWriter {

  private static final int PIECE = 1 << 22;

  private final NDManager manager;
  private final Weights.Values values;
  private final ByteBuffer memory =
      ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());

  PieceWriter(NDManager manager, Weights.Values values) {
    this.manager = manager;
    this.values = values;
  }

  /** A new array of the manager. */
  NDArray write(String name, long[] shape) {
    NDArray array = manager.create(new Shape(shape));
    try (NDArray flat = array.reshape(-1)) {
      for (long begin = 0; begin < flat.size(); begin += PIECE) {
        int length = (int) Math.min(PIECE, flat.size() - begin);
        ByteBuffer bytes = memory.slice(0, length * Float.BYTES).order(ByteOrder.nativeOrder());
        values.fill(name, shape, begin, bytes.asFloatBuffer());
        try (NDArray piece = manager.create(bytes, new Shape(length), DataType.FLOAT32)) {
          flat.set(new NDIndex("{}:{}", begin, begin + length), piece);
        }
      }
    }
    return array;
  }
}
