package org.collapselab.diffusion.safetensors;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** The types of elements that are read; the names are those of the format. */
public enum ElementType {
  F64(8, DataType.FLOAT64),
  F32(4, DataType.FLOAT32),
  F16(2, DataType.FLOAT16),
  BF16(2, DataType.BFLOAT16),
  I64(8, DataType.INT64),
  I32(4, DataType.INT32),
  U8(1, DataType.UINT8),
  BOOL(1, DataType.BOOLEAN);

  private final int bytes;
  private final DataType dataType;

  ElementType(int bytes, DataType dataType) {
    this.bytes = bytes;
    this.dataType = dataType;
  }

  /** The bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether these are floats of 16 bits, which are computed with as 32 bits. */
  boolean isHalf() {
    return this == F16 || this == BF16;
  }

  /** The engine's type of the same elements. */
  public DataType dataType() {
    return dataType;
  }

  /**
   * The type of these elements of the engine.
   *
   * @throws IllegalArgumentException if it has no name in the format
   */
  static ElementType of(String tensor, DataType dataType) {
    return Arrays.stream(values())
        .filter(type -> type.dataType == dataType)
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException(tensor + ": " + dataType + " cannot be written"));
  }
}
