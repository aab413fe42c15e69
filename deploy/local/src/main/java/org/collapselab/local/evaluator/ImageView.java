package org.collapselab.local.evaluator;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.collapselab.contracts.Key;

/**
 * An image of an experiment.
 *
 * @param made whether it is there
 * @param accepted the judge's verdict, once there is one
 */
public record ImageView(
    String condition,
    int iteration,
    int slot,
    int attempt,
    Key key,
    Optional<String> caption,
    boolean made,
    Optional<Boolean> accepted,
    SortedMap<String, Double> scores,
    List<String> reasons) {}
