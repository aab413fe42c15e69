package org.collapselab.evaluator.evaluation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.event.MetricsEvaluated;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.spec.ExperimentSpec;
import org.collapselab.evaluator.readmodel.ExperimentRow;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.FailureRow;
import org.collapselab.evaluator.readmodel.Failures;
import org.collapselab.evaluator.readmodel.FirstAttempts;
import org.collapselab.evaluator.readmodel.TrainingImageRows;
import org.collapselab.outbox.Outbox;

/**
 * Tells subscribers of measurements, and ends experiments that have all of theirs. Both follow from
 * the state alone: whatever order the events came in, the same is told once.
 */
@ApplicationScoped
public class Announcements {

  private final Experiments experiments;
  private final EvaluationRows evaluations;
  private final Subscriptions subscriptions;
  private final TrainingImageRows trainingImages;
  private final Failures failures;
  private final Outbox outbox;

  Announcements(
      Experiments experiments,
      EvaluationRows evaluations,
      Subscriptions subscriptions,
      TrainingImageRows trainingImages,
      Failures failures,
      Outbox outbox) {
    this.experiments = experiments;
    this.evaluations = evaluations;
    this.subscriptions = subscriptions;
    this.trainingImages = trainingImages;
    this.failures = failures;
    this.outbox = outbox;
  }

  /** Announces the measurements of iterations whose images are judged. */
  public void announce() {
    QuarkusTransaction.requiringNew()
        .call(() -> subscriptions.measured().stream().map(row -> row.id).toList())
        .forEach(id -> QuarkusTransaction.requiringNew().run(() -> announce(id)));
  }

  private void announce(Long id) {
    SubscriptionRow subscription = subscriptions.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (subscription.announcedAt != null) {
      return;
    }
    FirstAttempts attempts =
        trainingImages.firstAttempts(
            subscription.experiment, subscription.condition, subscription.iteration);
    if (attempts.judged() < generated(subscription)) {
      return;
    }
    EvaluationRow evaluation = evaluations.findById(subscription.evaluation);
    List<Metric> metrics = new ArrayList<>(evaluation.metrics());
    EvaluationRecipe recipe = evaluation.recipe();
    attempts.metric(recipe.network(), recipe.evaluation().confidence()).ifPresent(metrics::add);
    subscription.announce(metrics);
    outbox.add(
        new MetricsEvaluated(
            subscription.experiment,
            subscription.condition,
            subscription.iteration,
            Key.parse(evaluation.checkpoint),
            evaluation.key(),
            metrics,
            subscription.reused));
  }

  /** The slots of which the iteration itself has an image made; its training set may hold more. */
  private int generated(SubscriptionRow subscription) {
    ExperimentSpec spec = experiments.findById(subscription.experiment).resolved().spec();
    return subscription.iteration == 0
        ? 0
        : spec.condition(subscription.condition).syntheticAt(subscription.iteration, spec.images());
  }

  /** Ends the experiments none of whose conditions goes on. */
  public void complete() {
    QuarkusTransaction.requiringNew()
        .call(() -> experiments.running().stream().map(ExperimentRow::id).toList())
        .forEach(id -> QuarkusTransaction.requiringNew().run(() -> complete(id)));
  }

  private void complete(String id) {
    ExperimentRow experiment = experiments.locked(id).orElseThrow();
    if (experiment.status().finished()) {
      return;
    }
    ExperimentSpec spec = experiment.resolved().spec();
    Map<String, Integer> announced = new HashMap<>();
    subscriptions.of(id).stream()
        .filter(row -> row.announcedAt != null)
        .forEach(row -> announced.merge(row.condition, 1, Integer::sum));
    Set<String> failed =
        failures.of(id).stream().map(FailureRow::condition).collect(Collectors.toSet());
    Set<String> measured =
        spec.conditions().stream()
            .filter(c -> announced.getOrDefault(c.name(), 0) == c.iterations() + 1)
            .map(c -> c.name())
            .collect(Collectors.toSet());
    boolean ended =
        spec.conditions().stream()
            .allMatch(c -> measured.contains(c.name()) || failed.contains(c.name()));
    if (ended) {
      experiments.complete(experiment, measured.size() == spec.conditions().size());
    }
  }
}
