package org.collapselab.evaluator.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.collapselab.contracts.event.DatasetComposed;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.event.TrainingProgressed;
import org.collapselab.contracts.event.WorkFailed;
import org.collapselab.evaluator.readmodel.Failures;
import org.collapselab.evaluator.readmodel.Projection;
import org.collapselab.messaging.Receiver;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps up the read model. */
@ApplicationScoped
public class ProjectionHandler {

  private final Receiver receiver;
  private final Projection projection;
  private final Failures failures;

  ProjectionHandler(Receiver receiver, Projection projection, Failures failures) {
    this.receiver = receiver;
    this.projection = projection;
    this.failures = failures;
  }

  @Incoming("requests")
  @Blocking
  CompletionStage<Void> onRequest(Message<byte[]> message) {
    return write(
        message,
        GenerationRequested.class,
        event -> {
          if (event.purpose() == Purpose.TRAINING) {
            projection.requested(event);
          }
        });
  }

  @Incoming("judgements")
  @Blocking
  CompletionStage<Void> onJudgement(Message<byte[]> message) {
    return write(message, ImageJudged.class, projection::judged);
  }

  @Incoming("datasets")
  @Blocking
  CompletionStage<Void> onDataset(Message<byte[]> message) {
    return write(message, DatasetComposed.class, projection::composed);
  }

  @Incoming("progress")
  @Blocking
  CompletionStage<Void> onProgress(Message<byte[]> message) {
    return write(message, TrainingProgressed.class, projection::progressed);
  }

  @Incoming("failures")
  @Blocking
  CompletionStage<Void> onFailure(Message<byte[]> message) {
    return write(message, WorkFailed.class, failures::note);
  }

  private <E extends Event> CompletionStage<Void> write(
      Message<byte[]> message, Class<E> type, Consumer<E> write) {
    return receiver.handle(
        message, type, event -> QuarkusTransaction.requiringNew().run(() -> write.accept(event)));
  }
}
