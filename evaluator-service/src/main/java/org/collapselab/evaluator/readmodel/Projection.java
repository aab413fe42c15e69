package org.collapselab.evaluator.readmodel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.IterationEvent;
import org.collapselab.contracts.event.RequestedImage;
import org.collapselab.contracts.event.TrainingProgressed;

/** Writes what the events say of training images, data sets and trainings. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Projection {

  private static final String IMAGE_OF =
      """
      insert into training_image as known
        (experiment, condition, iteration, slot, attempt, image, %s)
      values (:experiment, :condition, :iteration, :slot, :attempt, :image, %s)
      on conflict (experiment, condition, iteration, slot, attempt) do update set %s
      """;

  private static final String PROGRESS_OF =
      """
      insert into progress as known (experiment, condition, iteration, %s)
      values (:experiment, :condition, :iteration, %s)
      on conflict (experiment, condition, iteration) do update set %s
      """;

  private static final String REQUESTED =
      IMAGE_OF.formatted(
          "caption, requested_at",
          ":caption, now()",
          "caption = :caption, requested_at = coalesce(known.requested_at, now())");

  private static final String GENERATED =
      IMAGE_OF.formatted(
          "reused, made_at",
          ":reused, now()",
          """
          reused = coalesce(known.reused, excluded.reused),
          made_at = coalesce(known.made_at, now())\
          """);

  private static final String JUDGED =
      IMAGE_OF.formatted(
          "accepted, scores, reasons, judged_at",
          ":accepted, :scores, :reasons, now()",
          """
          accepted = excluded.accepted, scores = excluded.scores, reasons = excluded.reasons,
          judged_at = coalesce(known.judged_at, now())\
          """);

  private static final String COMPOSED =
      PROGRESS_OF.formatted(
          "dataset, checkpoint, real, synthetic, rejected, flagged, composed_at",
          ":dataset, :checkpoint, :real, :synthetic, :rejected, :flagged, now()",
          """
          dataset = excluded.dataset, checkpoint = excluded.checkpoint, real = excluded.real,
          synthetic = excluded.synthetic, rejected = excluded.rejected,
          flagged = excluded.flagged, composed_at = coalesce(known.composed_at, now())\
          """);

  // A later step is never undone by an earlier one that arrives after it.
  private static final String PROGRESSED =
      PROGRESS_OF.formatted(
              "checkpoint, step, steps, loss, gradient_norm, step_millis, training_at, progressed_at",
              ":checkpoint, :step, :steps, :loss, :gradientNorm, :stepMillis, now(), now()",
              """
              checkpoint = excluded.checkpoint, step = excluded.step, steps = excluded.steps,
              loss = excluded.loss, gradient_norm = excluded.gradient_norm,
              step_millis = excluded.step_millis,
              training_at = coalesce(known.training_at, now()), progressed_at = now()
              """)
          + "where known.step is null or known.step < excluded.step";

  private static final String TRAINED =
      PROGRESS_OF.formatted(
          "checkpoint, step, steps, loss, training_reused, trained_at",
          ":checkpoint, :steps, :steps, :loss, :reused, now()",
          """
          checkpoint = excluded.checkpoint, step = excluded.step, steps = excluded.steps,
          loss = excluded.loss, training_reused = coalesce(known.training_reused, :reused),
          trained_at = coalesce(known.trained_at, now())\
          """);

  private final EntityManager database;
  private final TrainingSteps trainingSteps;

  Projection(EntityManager database, TrainingSteps trainingSteps) {
    this.database = database;
    this.trainingSteps = trainingSteps;
  }

  /** Training images were asked for. */
  public void requested(GenerationRequested event) {
    for (RequestedImage image : event.images()) {
      image(REQUESTED, event, image.slot(), image.attempt(), image.recipe().key().value())
          .setParameter("caption", image.recipe().prompt())
          .executeUpdate();
    }
  }

  /** A training image is there. */
  public void generated(ImageGenerated event) {
    image(GENERATED, event, event.slot(), event.attempt(), event.image().value())
        .setParameter("reused", event.reused())
        .executeUpdate();
  }

  /** A training image was judged. */
  public void judged(ImageJudged event) {
    image(JUDGED, event, event.slot(), event.attempt(), event.image().value())
        .setParameter("accepted", event.accepted())
        .setParameter("scores", JsonText.write(event.scores()))
        .setParameter("reasons", JsonText.write(event.reasons()))
        .executeUpdate();
  }

  /** A training set is there. */
  public void composed(DatasetComposed event) {
    progress(
            COMPOSED,
            event,
            Map.of(
                "dataset", event.dataset().value(),
                "checkpoint", event.checkpoint().key().value(),
                "real", event.real(),
                "synthetic", event.synthetic(),
                "rejected", event.rejected(),
                "flagged", event.flagged()))
        .executeUpdate();
  }

  /** A training has come to a step. */
  public void progressed(TrainingProgressed event) {
    trainingSteps.note(event);
    progress(
            PROGRESSED,
            event,
            Map.of(
                "checkpoint", event.checkpoint().value(),
                "step", event.step(),
                "steps", event.steps(),
                "loss", event.loss(),
                "gradientNorm", event.gradientNorm(),
                "stepMillis", event.stepMillis()))
        .executeUpdate();
  }

  /** A checkpoint is there. */
  public void trained(CheckpointTrained event) {
    progress(
            TRAINED,
            event,
            Map.of(
                "checkpoint", event.checkpoint().value(),
                "steps", event.steps(),
                "loss", event.loss(),
                "reused", event.reused()))
        .executeUpdate();
  }

  private Query image(String sql, IterationEvent event, int slot, int attempt, String image) {
    return named(sql, event)
        .setParameter("slot", slot)
        .setParameter("attempt", attempt)
        .setParameter("image", image);
  }

  private Query progress(String sql, IterationEvent event, Map<String, Object> values) {
    Query query = named(sql, event);
    values.forEach(query::setParameter);
    return query;
  }

  private Query named(String sql, IterationEvent event) {
    return database
        .createNativeQuery(sql)
        .setParameter("experiment", event.experiment())
        .setParameter("condition", event.condition())
        .setParameter("iteration", event.iteration());
  }
}
