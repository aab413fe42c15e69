package org.collapselab.curator.planning;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.recipe.RealDatasetRecipe;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.outbox.Outbox;

/**
 * Opens the plan of an iteration when the checkpoint it starts from is there: the base checkpoint
 * for the first, and the previous iteration's for the others. A plan is opened once; hearing of its
 * checkpoint again changes nothing.
 */
@ApplicationScoped
public class Planner {

  private final Experiments experiments;
  private final Plans plans;
  private final Attempts attempts;
  private final RealDatasetCache realDatasets;
  private final Outbox outbox;

  Planner(
      Experiments experiments,
      Plans plans,
      Attempts attempts,
      RealDatasetCache realDatasets,
      Outbox outbox) {
    this.experiments = experiments;
    this.plans = plans;
    this.attempts = attempts;
    this.realDatasets = realDatasets;
    this.outbox = outbox;
  }

  /**
   * Opens the first plan of every condition.
   *
   * @return the plans, whether opened now or before; none if the experiment was cancelled
   */
  public List<PlanName> submitted(ExperimentSubmitted event) {
    RealDatasetRecipe real = realDatasets.get(event.realDataset());
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              experiments.submitted(event);
              if (experiments.active(event.experiment()).isEmpty()) {
                return List.of();
              }
              return event.spec().conditions().stream()
                  .map(condition -> open(event, condition, 1, event.checkpoint(), real))
                  .toList();
            });
  }

  /**
   * Opens the plan of the next iteration. A checkpoint that no composed plan of this service led to
   * is none of its business: composing the plan announces the data set, which announces the
   * checkpoint again.
   *
   * @return the next iteration's plan; empty if there is none to follow
   */
  public Optional<PlanName> trained(CheckpointTrained event) {
    return submission(event.experiment())
        .flatMap(
            experiment -> {
              RealDatasetRecipe real = realDatasets.get(experiment.realDataset());
              return QuarkusTransaction.requiringNew().call(() -> next(event, experiment, real));
            });
  }

  /** Stops the work on an experiment. */
  public void cancelled(ExperimentCancelled event) {
    QuarkusTransaction.requiringNew().run(() -> experiments.cancelled(event.experiment()));
  }

  /** The submission of an experiment that is neither unknown nor cancelled. */
  public Optional<ExperimentSubmitted> submission(String experiment) {
    return QuarkusTransaction.joiningExisting().call(() -> experiments.active(experiment));
  }

  /** The images that can fill the slots of a condition. */
  public TrainingImages images(ExperimentSubmitted experiment, ConditionSpec condition) {
    return TrainingImages.of(
        experiment.spec(), condition, realDatasets.get(experiment.realDataset()));
  }

  /** Asks, in the caller's transaction, for an attempt at each of these slots. */
  public void request(PlanRow plan, List<Integer> slots, int attempt, TrainingImages images) {
    int iteration = plan.name().iteration();
    for (int slot : slots) {
      Key image = images.recipe(plan.source(), iteration, slot, attempt).key();
      attempts.persist(new AttemptRow(plan.id(), slot, attempt, image));
    }
    images.shards(plan.name(), plan.source(), slots, attempt).forEach(outbox::add);
  }

  private Optional<PlanName> next(
      CheckpointTrained event, ExperimentSubmitted experiment, RealDatasetRecipe real) {
    PlanName trained = new PlanName(event.experiment(), event.condition(), event.iteration());
    boolean ours =
        plans
            .named(trained)
            .flatMap(PlanRow::checkpoint)
            .filter(event.checkpoint()::equals)
            .isPresent();
    return experiment.spec().conditions().stream()
        .filter(condition -> ours && condition.name().equals(event.condition()))
        .filter(condition -> event.iteration() < condition.iterations())
        .findFirst()
        .map(
            condition ->
                open(experiment, condition, event.iteration() + 1, event.checkpoint(), real));
  }

  private PlanName open(
      ExperimentSubmitted experiment,
      ConditionSpec condition,
      int iteration,
      Key previous,
      RealDatasetRecipe real) {
    PlanName name = new PlanName(experiment.experiment(), condition.name(), iteration);
    TrainingImages images = TrainingImages.of(experiment.spec(), condition, real);
    Key source = condition.maker(experiment.checkpoint(), previous);
    plans
        .open(name, source, previous)
        .ifPresent(
            plan -> {
              double fraction = condition.fractionAt(iteration);
              request(plan, images.layout().synthetic(fraction), 0, images);
            });
    return name;
  }
}
