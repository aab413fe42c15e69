package org.collapselab.evaluator.readmodel;

import java.time.Instant;
import java.util.Optional;

/**
 * How many images an iteration has.
 *
 * @param requested asked for
 * @param made there
 * @param reused of those, the ones that were there before they were asked for
 * @param judged looked at by the judge; evaluation images are not
 * @param rejected of those, the ones it rejected
 * @param firstAt when the first was asked for
 * @param lastAt when the last one was made
 */
public record ImageCounts(
    long requested,
    long made,
    long reused,
    long judged,
    long rejected,
    Optional<Instant> firstAt,
    Optional<Instant> lastAt) {

  /** Of an iteration that has none. */
  public static final ImageCounts NONE =
      new ImageCounts(0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
}
