package org.collapselab.evaluator.api;

import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Floor;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.evaluator.evaluation.EvaluationFacts;

/**
 * A metric of an iteration.
 *
 * @param syntheticFraction of the iteration's training set; 0 for the base checkpoint
 * @param network whose features it is computed on
 * @param n images behind it
 * @param floor what real images score
 */
public record MetricView(
    String condition,
    int iteration,
    double syntheticFraction,
    Key checkpoint,
    Key evaluation,
    String name,
    String network,
    double value,
    double low,
    double high,
    double confidence,
    int n,
    Optional<Floor> floor,
    boolean reused) {

  static List<MetricView> of(ExperimentSpec spec, List<EvaluationFacts> evaluations) {
    return evaluations.stream()
        .flatMap(
            evaluation ->
                evaluation.metrics().stream()
                    .map(
                        metric ->
                            new MetricView(
                                evaluation.condition(),
                                evaluation.iteration(),
                                fraction(spec, evaluation),
                                evaluation.checkpoint(),
                                evaluation.key(),
                                metric.name(),
                                metric.network(),
                                metric.value(),
                                metric.low(),
                                metric.high(),
                                metric.confidence(),
                                metric.n(),
                                metric.floor(),
                                evaluation.reused())))
        .toList();
  }

  private static double fraction(ExperimentSpec spec, EvaluationFacts evaluation) {
    return evaluation.iteration() == 0
        ? 0
        : spec.condition(evaluation.condition()).fractionAt(evaluation.iteration());
  }
}
