package org.collapselab.evaluator.evaluation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.outbox.Outbox;

/**
 * Asks for the images that evaluations wait for, those of a few evaluations at a time: generators
 * take shards in their order, and a long queue of measurements would hold up the training images
 * that the next checkpoints need. Images are asked for in the name of an experiment that runs; when
 * it ends before they are made, they are asked for again in the name of another.
 */
@ApplicationScoped
public class ImageRequests {

  private final Experiments experiments;
  private final EvaluationRows evaluations;
  private final Subscriptions subscriptions;
  private final EvaluationStore store;
  private final EvaluatorSettings settings;
  private final Outbox outbox;

  ImageRequests(
      Experiments experiments,
      EvaluationRows evaluations,
      Subscriptions subscriptions,
      EvaluationStore store,
      EvaluatorSettings settings,
      Outbox outbox) {
    this.experiments = experiments;
    this.evaluations = evaluations;
    this.subscriptions = subscriptions;
    this.store = store;
    this.settings = settings;
    this.outbox = outbox;
  }

  /** Asks for the images of the next evaluations if there is room for them. */
  public void advance() {
    for (SubscriptionRow subscriber : QuarkusTransaction.requiringNew().call(this::next)) {
      QuarkusTransaction.requiringNew()
          .call(() -> experiments.running(subscriber.experiment))
          .ifPresent(experiment -> request(experiment, subscriber));
    }
  }

  private List<SubscriptionRow> next() {
    evaluations.putBackAbandoned();
    int room = settings.evaluationsInFlight() - evaluations.inFlight();
    return room > 0 ? subscriptions.next(room) : List.of();
  }

  private void request(ResolvedExperiment experiment, SubscriptionRow subscriber) {
    RealDatasetRecipe real = store.realDataset(experiment.realDataset());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EvaluationRow evaluation =
                  evaluations.locked(Key.parse(subscriber.evaluation)).orElseThrow();
              if (evaluation.waiting()
                  && experiments.running(experiment.experiment()).isPresent()) {
                evaluation.request(experiment.experiment());
                plan(experiment, real, evaluation)
                    .requests(
                        experiment.experiment(),
                        subscriber.condition,
                        subscriber.iteration,
                        missing(evaluation.key()))
                    .forEach(outbox::add);
              }
            });
  }

  private static EvaluationPlan plan(
      ResolvedExperiment experiment, RealDatasetRecipe real, EvaluationRow evaluation) {
    return EvaluationPlan.of(
        experiment, real, Key.parse(evaluation.checkpoint), evaluation.recipe().network());
  }

  private List<Integer> missing(Key evaluation) {
    return evaluations.images(evaluation).stream()
        .filter(image -> image.madeAt == null)
        .map(image -> image.slot)
        .toList();
  }
}
