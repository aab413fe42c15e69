package org.collapselab.curator.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.curator.composition.Composer;
import org.collapselab.curator.planning.Planner;
import org.collapselab.messaging.Receiver;
import org.collapselab.outbox.Outbox;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Plans data sets as experiments are submitted and their checkpoints trained. */
@ApplicationScoped
public class ExperimentHandler {

  private final Receiver receiver;
  private final Planner planner;
  private final Composer composer;
  private final Outbox outbox;

  ExperimentHandler(Receiver receiver, Planner planner, Composer composer, Outbox outbox) {
    this.receiver = receiver;
    this.planner = planner;
    this.composer = composer;
    this.outbox = outbox;
  }

  @Incoming("submissions")
  @Blocking
  CompletionStage<Void> onSubmission(Message<byte[]> message) {
    return receiver.handle(
        message,
        ExperimentSubmitted.class,
        event -> {
          planner.submitted(event).forEach(composer::settle);
          outbox.flush();
        });
  }

  @Incoming("checkpoints")
  @Blocking
  CompletionStage<Void> onCheckpoint(Message<byte[]> message) {
    return receiver.handle(
        message,
        CheckpointTrained.class,
        event -> {
          planner.trained(event).ifPresent(composer::settle);
          outbox.flush();
        });
  }

  @Incoming("cancellations")
  @Blocking
  CompletionStage<Void> onCancellation(Message<byte[]> message) {
    return receiver.handle(message, ExperimentCancelled.class, planner::cancelled);
  }
}
