package org.collapselab.evaluator.evaluation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.Metric;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.ProgressRow;
import org.collapselab.evaluator.readmodel.ProgressRows;
import org.collapselab.outbox.Outbox;

/**
 * Subscribes the checkpoints of running experiments to their evaluations. What is wanted is read
 * from the state, not from the event that happened to arrive, so events may come in any order.
 */
@ApplicationScoped
public class Evaluations {

  private final Experiments experiments;
  private final ProgressRows progress;
  private final EvaluationRows evaluations;
  private final Subscriptions subscriptions;
  private final EvaluationStore store;
  private final SmallClips clips;
  private final Outbox outbox;

  Evaluations(
      Experiments experiments,
      ProgressRows progress,
      EvaluationRows evaluations,
      Subscriptions subscriptions,
      EvaluationStore store,
      SmallClips clips,
      Outbox outbox) {
    this.experiments = experiments;
    this.progress = progress;
    this.evaluations = evaluations;
    this.subscriptions = subscriptions;
    this.store = store;
    this.clips = clips;
    this.outbox = outbox;
  }

  /** Subscribes every checkpoint of a running experiment that is there and not subscribed yet. */
  public void subscribe(String experiment) {
    QuarkusTransaction.requiringNew()
        .call(() -> experiments.running(experiment))
        .ifPresent(this::subscribe);
  }

  private void subscribe(ResolvedExperiment experiment) {
    List<Wanted> wanted = QuarkusTransaction.requiringNew().call(() -> wanted(experiment));
    if (wanted.isEmpty()) {
      return;
    }
    RealDatasetRecipe real = store.realDataset(experiment.realDataset());
    String network = clips.of(experiment.checkpoint()).network();
    for (Wanted one : wanted) {
      EvaluationPlan plan = EvaluationPlan.of(experiment, real, one.checkpoint(), network);
      Optional<List<Metric>> stored = store.metrics(plan.recipe());
      QuarkusTransaction.requiringNew()
          .run(() -> subscribe(one, experiment.checkpoint(), plan, stored));
    }
  }

  private List<Wanted> wanted(ResolvedExperiment experiment) {
    String id = experiment.experiment();
    List<Wanted> wanted = new ArrayList<>();
    Set<String> subscribed = new HashSet<>();
    subscriptions.of(id).forEach(row -> subscribed.add(row.condition + "/" + row.iteration));
    for (ConditionSpec condition : experiment.spec().conditions()) {
      wanted.add(new Wanted(id, condition.name(), 0, experiment.checkpoint()));
    }
    for (ProgressRow row : progress.of(id)) {
      row.trained()
          .map(checkpoint -> new Wanted(id, row.condition(), row.iteration(), checkpoint))
          .filter(one -> isPlanned(experiment, one))
          .ifPresent(wanted::add);
    }
    wanted.removeIf(one -> subscribed.contains(one.condition() + "/" + one.iteration()));
    return wanted;
  }

  private static boolean isPlanned(ResolvedExperiment experiment, Wanted wanted) {
    return experiment.spec().conditions().stream()
        .anyMatch(
            condition ->
                condition.name().equals(wanted.condition())
                    && wanted.iteration() <= condition.iterations());
  }

  private void subscribe(
      Wanted wanted, Key base, EvaluationPlan plan, Optional<List<Metric>> stored) {
    Key key = plan.recipe().key();
    boolean isNew = evaluations.open(plan.recipe(), base, wanted.experiment());
    EvaluationRow evaluation = evaluations.locked(key).orElseThrow();
    if (isNew && stored.isEmpty()) {
      plan.images().forEach(image -> evaluations.await(key, image));
    } else if (evaluation.open() && stored.isPresent()) {
      evaluation.measured(stored.get());
    }
    subscriptions.add(wanted, key, !isNew || stored.isPresent());
    if (evaluation.failed()) {
      outbox.add(
          GivenUp.event(
              wanted.experiment(),
              wanted.condition(),
              wanted.iteration(),
              key,
              "the measurement of checkpoint " + wanted.checkpoint() + " was given up before"));
    }
  }
}
