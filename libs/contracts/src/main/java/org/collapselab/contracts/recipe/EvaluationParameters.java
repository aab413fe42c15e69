package org.collapselab.contracts.recipe;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Require;

/**
 * How a checkpoint is measured.
 *
 * @param images how many are generated and measured
 * @param bootstrapReplicates resamples behind each interval
 * @param confidence of each interval, in (0, 1)
 * @param metrics those of {@link #METRICS} that are measured, in their order; none named means
 *     {@link #STANDARD_METRICS}, so that recipes from before there was a choice keep their keys
 * @param seed of the bootstrap, from 0 to 2^53-1
 */
public record EvaluationParameters(
    int images,
    Sampling sampling,
    int bootstrapReplicates,
    double confidence,
    Optional<List<String>> metrics,
    long seed) {

  /** All metrics there are. */
  public static final List<String> METRICS =
      List.of(
          "fd", "alignment", "kd", "cmmd", "precision", "recall", "density", "coverage", "vendi");

  /** What is measured where nothing else is asked for: the distance and the alignment. */
  public static final List<String> STANDARD_METRICS = List.of("fd", "alignment");

  public EvaluationParameters {
    Require.within(images, 1, 1_000_000, "images");
    Require.present(sampling, "sampling");
    Require.within(bootstrapReplicates, 1, 1_000_000, "bootstrapReplicates");
    Require.above(confidence, 0, "confidence");
    Require.halfOpen(confidence, 0, 1, "confidence");
    Require.present(metrics, "metrics");
    metrics =
        metrics
            .map(EvaluationParameters::ordered)
            .filter(chosen -> !chosen.equals(STANDARD_METRICS));
    Require.within(seed, 0, Require.MAX_SAFE_INTEGER, "seed");
  }

  /** What is measured. */
  public List<String> measured() {
    return metrics.orElse(STANDARD_METRICS);
  }

  private static List<String> ordered(List<String> metrics) {
    for (String metric : metrics) {
      if (!METRICS.contains(metric) || Collections.frequency(metrics, metric) > 1) {
        throw new ContractViolationException(
            "metrics", "expected names of " + METRICS + ", each once, got \"" + metric + "\"");
      }
    }
    Require.list(metrics, 1, METRICS.size(), "metrics");
    return METRICS.stream().filter(metrics::contains).toList();
  }
}
