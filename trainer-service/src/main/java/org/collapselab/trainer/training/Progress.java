package org.collapselab.trainer.training;

import java.util.List;
import java.util.function.Supplier;
import org.collapselab.contracts.Key;
import org.collapselab.diffusion.training.StepReport;
import org.collapselab.trainer.jobs.Subscriber;

/** Tells how far a training is, about once a second and at its last step. */
final class Progress {

  private static final long EVERY_NANOS = 1_000_000_000L;

  private final Key checkpoint;
  private final Announcements announcements;
  private final Supplier<List<Subscriber>> subscribers;
  private long told = System.nanoTime();

  Progress(Key checkpoint, Announcements announcements, Supplier<List<Subscriber>> subscribers) {
    this.checkpoint = checkpoint;
    this.announcements = announcements;
    this.subscribers = subscribers;
  }

  void report(StepReport step) {
    long now = System.nanoTime();
    if (now - told >= EVERY_NANOS || step.step() == step.steps()) {
      told = now;
      announcements.progress(checkpoint, subscribers.get(), step);
    }
  }
}
