package org.collapselab.diffusion.noise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of a sequence of random numbers. Keys that differ in any component have independent
 * sequences.
 *
 * @param seed the experiment's seed
 * @param iteration the iteration of the experiment
 * @param slot the slot of the data set, or the step of a training run
 * @param attempt the attempt at this slot, or the example within a step
 * @param stream what the numbers are for, such as {@code training} or {@code evaluation}
 */
public record NoiseKey(long seed, int iteration, int slot, int attempt, String stream) {

  /**
   * The key of another sequence that belongs to the same picture or step: the draw of the VAE's
   * posterior beside the initial latents, for instance.
   *
   * @param purpose what the numbers are for
   */
  public NoiseKey forPurpose(String purpose) {
    return new NoiseKey(seed, iteration, slot, attempt, stream + '/' + purpose);
  }

  /** An encoding no other key shares: the numbers have fixed widths, the stream is the rest. */
  byte[] bytes() {
    byte[] name = stream.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + 3 * Integer.BYTES + name.length)
        .putLong(seed)
        .putInt(iteration)
        .putInt(slot)
        .putInt(attempt)
        .put(name)
        .array();
  }
}
