package org.collapselab.diffusion.safetensors;

/** How tensors of 32-bit floats are stored; tensors of other types stay as they are. */
public enum FloatFormat {
  /** As F32, exactly. */
  SINGLE,
  /** As F16, rounded to nearest, ties to even; half the bytes. */
  HALF;

  ElementType store(ElementType type) {
    return this == HALF && type == ElementType.F32 ? ElementType.F16 : type;
  }
}
