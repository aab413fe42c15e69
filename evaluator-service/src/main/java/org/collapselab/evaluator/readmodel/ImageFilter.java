package org.collapselab.evaluator.readmodel;

import java.util.Optional;

/**
 * Which images of an experiment are meant; what is empty does not matter.
 *
 * @param accepted the judge's verdict; images without one have neither
 */
public record ImageFilter(
    String experiment,
    Optional<String> condition,
    Optional<Integer> iteration,
    Optional<Boolean> accepted) {}
