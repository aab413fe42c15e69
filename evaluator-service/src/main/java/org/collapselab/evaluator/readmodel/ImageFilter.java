package org.collapselab.evaluator.readmodel;

import java.util.Optional;

/**
 * Which images of an experiment are meant; what is empty does not matter.
 *
 * @param accepted the judge's verdict; images without one have neither
 * @param slot the first slot
 * @param slots how many slots from there on
 */
public record ImageFilter(
    String experiment,
    Optional<String> condition,
    Optional<Integer> iteration,
    Optional<Boolean> accepted,
    int slot,
    int slots) {

  /** The slot after the last that is meant. */
  public long endSlot() {
    return (long) slot + slots;
  }
}
