package org.collapselab.trainer.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.diffusion.training.StepReport;
import org.collapselab.messaging.Announcer;
import org.collapselab.outbox.Outbox;
import org.collapselab.trainer.jobs.Subscriber;

/**
 * What the trainer tells. Ends of trainings are committed with the job's state; progress is sent as
 * it comes, for the next one makes up for one that is lost.
 */
@ApplicationScoped
public class Announcements {

  private static final int LONGEST_REASON = 2000;

  private final Outbox outbox;
  private final Announcer announcer;

  Announcements(Outbox outbox, Announcer announcer) {
    this.outbox = outbox;
    this.announcer = announcer;
  }

  /**
   * Adds to the caller's transaction that a checkpoint is there.
   *
   * @param facts of the training: {@code loss} of its last step and {@code millis} of its duration
   * @param reused whether it was there before it was asked for
   */
  public void trained(
      Key checkpoint,
      CheckpointRecipe recipe,
      Subscriber subscriber,
      Map<String, Double> facts,
      boolean reused) {
    outbox.add(
        new CheckpointTrained(
            subscriber.experiment(),
            subscriber.condition(),
            subscriber.iteration(),
            checkpoint,
            recipe.dataset(),
            recipe.training().steps(),
            facts.getOrDefault("loss", 0.0),
            reused,
            reused ? 0 : facts.getOrDefault("millis", 0.0)));
  }

  /** Adds to the caller's transaction that a checkpoint will not be there. */
  public void failed(Key checkpoint, List<Subscriber> subscribers, Throwable reason) {
    String text = String.valueOf(reason);
    String shortened = text.substring(0, Math.min(text.length(), LONGEST_REASON));
    subscribers.forEach(subscriber -> failed(checkpoint, subscriber, shortened));
  }

  /** As the other, for one subscriber. */
  public void failed(Key checkpoint, Subscriber subscriber, String reason) {
    outbox.add(
        new WorkFailed(
            subscriber.experiment(),
            subscriber.condition(),
            subscriber.iteration(),
            "trainer",
            checkpoint.value(),
            reason));
  }

  void progress(Key checkpoint, List<Subscriber> subscribers, StepReport step) {
    for (Subscriber subscriber : subscribers) {
      var unused =
          announcer.announce(
              new TrainingProgressed(
                  subscriber.experiment(),
                  subscriber.condition(),
                  subscriber.iteration(),
                  checkpoint,
                  step.step(),
                  step.steps(),
                  step.loss(),
                  step.gradientNorm(),
                  step.millis()));
    }
  }

  /** Publishes what was committed. */
  public void flush() {
    outbox.flush();
  }
}
