package org.collapselab.trainer.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Checkpoints;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.recipe.CheckpointRecipe;
import org.collapselab.messaging.Receiver;
import org.collapselab.trainer.jobs.Jobs;
import org.collapselab.trainer.jobs.Subscriber;
import org.collapselab.trainer.training.Announcements;
import org.collapselab.trainer.training.Worker;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Turns a composed data set into a job, or into an answer if its checkpoint is there. */
@ApplicationScoped
public class ComposedDatasets {

  private final Receiver receiver;
  private final Checkpoints checkpoints;
  private final Jobs jobs;
  private final Announcements announcements;
  private final Worker worker;

  ComposedDatasets(
      Receiver receiver,
      ArtifactStore store,
      Jobs jobs,
      Announcements announcements,
      Worker worker) {
    this.receiver = receiver;
    this.checkpoints = new Checkpoints(store);
    this.jobs = jobs;
    this.announcements = announcements;
    this.worker = worker;
  }

  @Incoming("datasets")
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.handle(message, DatasetComposed.class, this::subscribe);
  }

  private void subscribe(DatasetComposed dataset) {
    CheckpointRecipe recipe = dataset.checkpoint();
    Subscriber subscriber =
        new Subscriber(dataset.experiment(), dataset.condition(), dataset.iteration());
    jobs.subscribe(
        recipe,
        subscriber,
        () -> checkpoints.exists(recipe.key()),
        job -> {
          switch (job) {
            case TRAINED ->
                announcements.trained(
                    recipe.key(),
                    recipe,
                    subscriber,
                    checkpoints.manifest(recipe.key()).facts(),
                    true);
            case FAILED ->
                announcements.failed(recipe.key(), subscriber, "its training failed before");
            case QUEUED -> {}
          }
        });
    announcements.flush();
    worker.wake();
  }
}
