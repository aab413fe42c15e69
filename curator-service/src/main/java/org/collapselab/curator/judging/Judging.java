package org.collapselab.curator.judging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.spec.ConditionSpec;
import org.collapselab.contracts.spec.CurationSpec;
import org.collapselab.curator.planning.AttemptRow;
import org.collapselab.curator.planning.Attempts;
import org.collapselab.curator.planning.PlanName;
import org.collapselab.curator.planning.PlanRow;
import org.collapselab.curator.planning.Planner;
import org.collapselab.curator.planning.Plans;
import org.collapselab.curator.planning.TrainingImages;
import org.collapselab.outbox.Outbox;
import org.collapselab.vision.judgement.Verdict;

/** Judges images that plans wait for, and asks for another where a curated slot got a bad one. */
@ApplicationScoped
public class Judging {

  /** What the judge is set to where a condition does not curate: its verdicts are only told. */
  static final double UNCURATED_FALSE_REJECTION_RATE = 0.05;

  private final Planner planner;
  private final Plans plans;
  private final Attempts attempts;
  private final Judgements judgements;
  private final Outbox outbox;

  Judging(Planner planner, Plans plans, Attempts attempts, Judgements judgements, Outbox outbox) {
    this.planner = planner;
    this.plans = plans;
    this.attempts = attempts;
    this.judgements = judgements;
    this.outbox = outbox;
  }

  /** Judges an image if a plan waits for it; the verdict is announced once. */
  public void generated(ImageGenerated event) {
    planner
        .submission(event.experiment())
        .filter(experiment -> isAwaited(event))
        .ifPresent(experiment -> judge(event, experiment));
  }

  private boolean isAwaited(ImageGenerated event) {
    return QuarkusTransaction.requiringNew()
        .call(() -> plans.named(name(event)).flatMap(plan -> awaited(plan, event)).isPresent());
  }

  private Optional<AttemptRow> awaited(PlanRow plan, ImageGenerated event) {
    return attempts
        .of(plan, event.slot(), event.attempt())
        .filter(attempt -> !attempt.judged() && attempt.image().equals(event.image()));
  }

  private void judge(ImageGenerated event, ExperimentSubmitted experiment) {
    ConditionSpec condition = experiment.spec().condition(event.condition());
    double rate =
        condition
            .curation()
            .map(CurationSpec::falseRejectionRate)
            .orElse(UNCURATED_FALSE_REJECTION_RATE);
    String caption = planner.images(experiment, condition).realImage(event.slot()).caption();
    Verdict verdict =
        judgements.judge(
            new JudgeName(
                experiment.realDataset(),
                experiment.checkpoint(),
                experiment.spec().generation().width(),
                rate),
            event.image(),
            caption);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                plans
                    .locked(name(event))
                    .ifPresent(
                        plan ->
                            awaited(plan, event)
                                .ifPresent(
                                    attempt ->
                                        record(plan, attempt, verdict, experiment, condition))));
  }

  private void record(
      PlanRow plan,
      AttemptRow attempt,
      Verdict verdict,
      ExperimentSubmitted experiment,
      ConditionSpec condition) {
    attempt.judge(verdict.accepted(), quality(verdict));
    PlanName name = plan.name();
    outbox.add(
        new ImageJudged(
            name.experiment(),
            name.condition(),
            name.iteration(),
            attempt.slot(),
            attempt.attempt(),
            attempt.image(),
            verdict.accepted(),
            verdict.scores(),
            verdict.reasons()));
    if (!attempts.pending(plan)) {
      replaceRejected(plan, attempt.attempt(), planner.images(experiment, condition), condition);
    }
  }

  /**
   * Asks for replacements once a round of attempts is judged whole: asked for one by one, each
   * would cost the generator a whole batch.
   */
  private void replaceRejected(
      PlanRow plan, int round, TrainingImages images, ConditionSpec condition) {
    int next = round + 1;
    if (next >= condition.curation().map(CurationSpec::maxAttempts).orElse(1)) {
      return;
    }
    List<Integer> rejected =
        attempts.of(plan).stream()
            .filter(attempt -> attempt.attempt() == round && !attempt.accepted())
            .map(AttemptRow::slot)
            .toList();
    if (!rejected.isEmpty()) {
      planner.request(plan, rejected, next, images);
    }
  }

  // What could not be decoded has no score and is worse than anything that has.
  private static double quality(Verdict verdict) {
    return verdict.scores().getOrDefault(Verdict.TYPICALITY, -1.0);
  }

  private static PlanName name(ImageGenerated event) {
    return new PlanName(event.experiment(), event.condition(), event.iteration());
  }
}
