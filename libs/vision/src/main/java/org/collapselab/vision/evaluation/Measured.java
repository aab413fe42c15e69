package org.collapselab.vision.evaluation;

import java.util.Optional;
import org.collapselab.vision.statistics.Estimate;

/**
 * A number that was measured.
 *
 * @param name what it is called, given the network
 * @param extrapolated whether it is what infinitely many images are reckoned to give, and was not
 *     measured
 * @param floor what real images score against other real ones
 */
public record Measured(
    Measure measure,
    String name,
    boolean extrapolated,
    Estimate estimate,
    Optional<Estimate> floor) {}
