package org.collapselab.curator.composition;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.collapselab.making.ColourMatches;
import org.collapselab.outbox.Outbox;

/** Composes the data set of a plan when its slots are settled. */
@ApplicationScoped
public class Composer {

  private final Planner planner;
  private final Plans plans;
  private final Attempts attempts;
  private final ColourMatches colourMatches;
  private final Datasets datasets;
  private final Outbox outbox;

  Composer(Planner planner, Plans plans, Attempts attempts, ArtifactStore store, Outbox outbox) {
    this.planner = planner;
    this.plans = plans;
    this.attempts = attempts;
    this.colourMatches = new ColourMatches(store);
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
            experiment ->
                settled(name, experiment.spec().condition(name.condition()))
                    .ifPresent(judged -> compose(name, experiment, judged)));
  }

  private static Judged judged(AttemptRow row) {
    return new Judged(row.slot(), row.attempt(), row.image(), row.accepted(), row.quality());
  }

  private Optional<List<List<Judged>>> settled(PlanName name, ConditionSpec condition) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                plans
                    .named(name)
                    .filter(PlanRow::open)
                    .filter(plan -> !attempts.pending(plan))
                    .map(plan -> judged(name, condition)));
  }

  private List<List<Judged>> judged(PlanName name, ConditionSpec condition) {
    int first = condition.regimeOrReplace().accumulates() ? 1 : name.iteration();
    return IntStream.rangeClosed(first, name.iteration())
        .mapToObj(i -> plans.named(new PlanName(name.experiment(), name.condition(), i)))
        .map(plan -> attempts.of(plan.orElseThrow()).stream().map(Composer::judged).toList())
        .toList();
  }

  private void compose(PlanName name, ExperimentSubmitted experiment, List<List<Judged>> judged) {
    ConditionSpec condition = experiment.spec().condition(name.condition());
    Composition composition =
        Composition.of(
            planner.images(experiment, condition),
            experiment.realDataset(),
            condition,
            name.iteration(),
            judged);
    colourMatches.make(composition.matches());
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
            plan.previous(),
            composition.dataset());
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
