package org.collapselab.evaluator.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentSubmitted;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.evaluator.evaluation.EvaluationRows;
import org.collapselab.evaluator.evaluation.Evaluations;
import org.collapselab.evaluator.evaluation.ImageRequests;
import org.collapselab.evaluator.readmodel.Experiments;
import org.collapselab.evaluator.readmodel.Projection;
import org.collapselab.messaging.Receiver;
import org.collapselab.outbox.Outbox;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Has checkpoints measured as they come into being, and notes the images made for it. */
@ApplicationScoped
public class EvaluationHandler {

  private final Receiver receiver;
  private final Experiments experiments;
  private final Projection projection;
  private final Evaluations evaluations;
  private final EvaluationRows evaluationRows;
  private final ImageRequests requests;
  private final Outbox outbox;

  EvaluationHandler(
      Receiver receiver,
      Experiments experiments,
      Projection projection,
      Evaluations evaluations,
      EvaluationRows evaluationRows,
      ImageRequests requests,
      Outbox outbox) {
    this.receiver = receiver;
    this.experiments = experiments;
    this.projection = projection;
    this.evaluations = evaluations;
    this.evaluationRows = evaluationRows;
    this.requests = requests;
    this.outbox = outbox;
  }

  @Incoming("submissions")
  @Blocking
  CompletionStage<Void> onSubmission(Message<byte[]> message) {
    return receiver.handle(
        message,
        ExperimentSubmitted.class,
        event -> {
          QuarkusTransaction.requiringNew().run(() -> experiments.remember(resolved(event)));
          evaluations.subscribe(event.experiment());
          requests.advance();
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
          QuarkusTransaction.requiringNew().run(() -> projection.trained(event));
          evaluations.subscribe(event.experiment());
          requests.advance();
          outbox.flush();
        });
  }

  @Incoming("images")
  @Blocking
  CompletionStage<Void> onImage(Message<byte[]> message) {
    return receiver.handle(
        message,
        ImageGenerated.class,
        event -> QuarkusTransaction.requiringNew().run(() -> note(event)));
  }

  @Incoming("cancellations")
  @Blocking
  CompletionStage<Void> onCancellation(Message<byte[]> message) {
    return receiver.handle(
        message,
        ExperimentCancelled.class,
        event ->
            QuarkusTransaction.requiringNew()
                .run(() -> experiments.rememberCancelled(event.experiment())));
  }

  private void note(ImageGenerated event) {
    if (event.purpose() == Purpose.TRAINING) {
      projection.generated(event);
    } else {
      evaluationRows.made(event);
    }
  }

  private static ResolvedExperiment resolved(ExperimentSubmitted event) {
    return new ResolvedExperiment(
        event.experiment(), event.spec(), event.checkpoint(), event.realDataset());
  }
}
