package org.collapselab.diffusion.safetensors;

import java.util.OptionalInt;

/** Rounds 32-bit floats to 16 bits. */
interface Rounding {

  /** The bits of the nearest number of 16 bits; empty if it is not finite. */
  OptionalInt bits(float value);
}
