package org.collapselab.evaluator.readmodel;

import java.util.Optional;
import org.collapselab.contracts.event.Metric;
import org.collapselab.vision.statistics.Estimate;
import org.collapselab.vision.statistics.Proportion;

/**
 * The judge's verdicts on the first attempt at every synthetic slot of a training set. Replacements
 * are left out: they are made because of a verdict, and would count bad luck twice.
 *
 * @param judged how many there are
 * @param rejected how many were rejected
 */
public record FirstAttempts(int judged, int rejected) {

  /** The name of the metric that {@link #metric} gives. */
  public static final String REJECTED_FRACTION = "rejected-fraction";

  /**
   * The share that was rejected; none if there was nothing to judge.
   *
   * @param network the network the judge looks with
   */
  public Optional<Metric> metric(String network, double confidence) {
    if (judged == 0) {
      return Optional.empty();
    }
    Estimate share = Proportion.of(rejected, judged, confidence);
    return Optional.of(
        new Metric(
            REJECTED_FRACTION,
            network,
            share.value(),
            share.interval().low(),
            share.interval().high(),
            confidence,
            judged,
            Optional.empty()));
  }
}
