package org.collapselab.curator.composition;

import org.collapselab.contracts.Key;

/**
 * A judged attempt at a slot.
 *
 * @param quality how good the image is; the higher, the better
 */
record Judged(int slot, int attempt, Key image, boolean accepted, double quality) {

  /** The attempt with an image that was made of its own. */
  Judged of(Key derived) {
    return new Judged(slot, attempt, derived, accepted, quality);
  }
}
