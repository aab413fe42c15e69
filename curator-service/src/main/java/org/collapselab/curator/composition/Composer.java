package org.collapselab.curator.composition;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Datasets;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.curator.planning.AttemptRow;
import org.collapselab.curator.planning.Attempts;
import org.collapselab.curator.planning.PlanName;
import org.collapselab.curator.planning.PlanRow;
import org.collapselab.curator.planning.Planner;
import org.collapselab.curator.planning.Plans;
import org.collapselab.outbox.Outbox;

/** Composes the data set of a plan when its slots are settled. */
@ApplicationScoped
public class Composer {

  private final Planner planner;
  private final Plans plans;
  private final Attempts attempts;
  private final Datasets datasets;
  private final Outbox outbox;

  Composer(Planner planner, Plans plans, Attempts attempts, ArtifactStore store, Outbox outbox) {
    this.planner = planner;
    this.plans = plans;
    this.attempts = attempts;
    this.datasets = new Datasets(store);
    this.outbox = outbox;
  }

  /**
   * Composes the plan if it is open and nothing is left to wait for. The data set is stored before
   * the plan is closed: a crash in between leaves the plan open, and composing it again stores the
   * same bytes.
   */
  public void settle(PlanName name) {
    planner
        .submission(name.experiment())
        .ifPresent(
            experiment -> settled(name).ifPresent(judged -> compose(name, experiment, judged)));
  }

  private static Judged judged(AttemptRow row) {
    return new Judged(row.slot(), row.attempt(), row.image(), row.accepted(), row.quality());
  }

  private Optional<List<Judged>> settled(PlanName name) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                plans
                    .named(name)
                    .filter(PlanRow::open)
                    .filter(plan -> !attempts.pending(plan))
                    .map(plan -> attempts.of(plan).stream().map(Composer::judged).toList()));
  }

  private void compose(PlanName name, ExperimentSubmitted experiment, List<Judged> judged) {
    ConditionSpec condition = experiment.spec().condition(name.condition());
    Composition composition =
        Composition.of(
            planner.images(experiment),
            experiment.realDataset(),
            condition,
            name.iteration(),
            judged);
    datasets.put(composition.dataset());
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                plans
                    .locked(name)
                    .filter(PlanRow::open)
                    .ifPresent(plan -> close(plan, experiment, condition, composition)));
  }

  private void close(
      PlanRow plan,
      ExperimentSubmitted experiment,
      ConditionSpec condition,
      Composition composition) {
    PlanName name = plan.name();
    CheckpointRecipe checkpoint =
        CheckpointPlan.of(
            experiment.spec(),
            condition,
            name.iteration(),
            experiment.checkpoint(),
            plan.source(),
            composition.dataset().key());
    plan.compose(composition.dataset().key(), checkpoint.key());
    outbox.add(
        new DatasetComposed(
            name.experiment(),
            name.condition(),
            name.iteration(),
            composition.dataset().key(),
            checkpoint,
            composition.real(),
            composition.synthetic(),
            composition.rejected(),
            composition.flagged()));
  }
}
