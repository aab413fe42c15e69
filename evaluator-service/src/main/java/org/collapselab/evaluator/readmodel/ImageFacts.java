package org.collapselab.evaluator.readmodel;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Purpose;

/**
 * An image of an experiment.
 *
 * @param key of its recipe
 * @param made whether it is there
 * @param accepted the judge's verdict, once there is one; evaluation images are not judged
 * @param scores what the judge measured
 * @param reasons why it was rejected
 */
public record ImageFacts(
    String condition,
    int iteration,
    Purpose purpose,
    int slot,
    int attempt,
    Key key,
    Optional<String> caption,
    boolean made,
    Optional<Boolean> accepted,
    SortedMap<String, Double> scores,
    List<String> reasons) {}
