package org.collapselab.local.progress;

import java.util.List;
import java.util.Optional;
import org.collapselab.local.evaluator.ExperimentView;
import org.collapselab.local.evaluator.ExperimentView.Iteration;

/**
 * How far a condition has come.
 *
 * @param fraction of its work, from 0 to 1
 * @param doing what it is at, in words
 * @param stage names the iteration and its state; changes when there is news
 */
record ConditionProgress(String name, double fraction, String doing, String stage) {
  /** Shares of an iteration's work, from the laptop experiment's times. */
  private static final double GENERATING = 0.3;

  private static final double TRAINING = 0.4;
  private static final double EVALUATING = 0.3;

  static List<ConditionProgress> of(ExperimentView view) {
    return view.conditions().stream().map(ConditionProgress::of).toList();
  }

  private static ConditionProgress of(ExperimentView.Condition condition) {
    double done = 0;
    double all = 0;
    Optional<Iteration> at = Optional.empty();
    for (Iteration iteration : condition.iterations()) {
      double weight = iteration.iteration() == 0 ? EVALUATING : 1;
      all += weight;
      done += weight * fraction(iteration);
      if (at.isEmpty() && !iteration.state().equals("measured")) {
        at = Optional.of(iteration);
      }
    }
    int last = condition.iterations().size() - 1;
    String doing =
        at.map(i -> "iteration %d of %d: %s".formatted(i.iteration(), last, doing(i)))
            .orElse("done");
    String stage = at.map(i -> i.iteration() + " " + i.state()).orElse("done");
    return new ConditionProgress(condition.name(), all == 0 ? 1 : done / all, doing, stage);
  }

  private static double fraction(Iteration iteration) {
    if (iteration.state().equals("measured")) {
      return 1;
    }
    double evaluated = iteration.evaluation().map(e -> ratio(e.made(), e.wanted())).orElse(0.0);
    if (iteration.iteration() == 0) {
      return 0.95 * evaluated;
    }
    double generated =
        iteration.dataset().isPresent()
            ? 1
            : ratio(iteration.trainingImages().made(), iteration.trainingImages().requested());
    double trained =
        iteration
            .training()
            .map(t -> t.trainedAt().isPresent() ? 1 : ratio(t.step(), t.steps()))
            .orElse(0.0);
    return GENERATING * generated + TRAINING * trained + EVALUATING * 0.95 * evaluated;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : Math.min(1, (double) part / whole);
  }

  private static String doing(Iteration iteration) {
    return switch (iteration.state()) {
      case "generating" ->
          "generating %d/%d images"
              .formatted(iteration.trainingImages().made(), iteration.trainingImages().requested());
      case "training" ->
          iteration
              .training()
              .filter(t -> t.steps() > 0)
              .map(t -> "training %d/%d steps, loss %.4f".formatted(t.step(), t.steps(), t.loss()))
              .orElse("training");
      case "evaluating" ->
          iteration
              .evaluation()
              .map(e -> "evaluating %d/%d images".formatted(e.made(), e.wanted()))
              .orElse("evaluating");
      default -> iteration.state();
    };
  }
}
