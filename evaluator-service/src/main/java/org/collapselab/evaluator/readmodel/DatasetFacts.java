package org.collapselab.evaluator.readmodel;

import java.time.Instant;
import org.collapselab.contracts.Key;

/**
 * The training set of an iteration.
 *
 * @param rejected images that were replaced
 * @param flagged slots that hold the best of only rejected images
 */
public record DatasetFacts(
    Key key, int real, int synthetic, int rejected, int flagged, Instant composedAt) {}
