package org.collapselab.curator.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.event.Purpose;
import org.collapselab.curator.composition.Composer;
import org.collapselab.curator.judging.Judging;
import org.collapselab.curator.planning.PlanName;
import org.collapselab.messaging.Receiver;
import org.collapselab.outbox.Outbox;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Judges training images as they are made. An image that no plan here waits for is passed over: if
 * a plan comes to want it, asking for it announces it again.
 */
@ApplicationScoped
public class ImageHandler {

  private final Receiver receiver;
  private final Judging judging;
  private final Composer composer;
  private final Outbox outbox;

  ImageHandler(Receiver receiver, Judging judging, Composer composer, Outbox outbox) {
    this.receiver = receiver;
    this.judging = judging;
    this.composer = composer;
    this.outbox = outbox;
  }

  @Incoming("images")
  @Blocking(value = "judging", ordered = false)
  CompletionStage<Void> onImage(Message<byte[]> message) {
    return receiver.handle(message, ImageGenerated.class, this::handle);
  }

  private void handle(ImageGenerated event) {
    if (event.purpose() != Purpose.TRAINING) {
      return;
    }
    judging.generated(event);
    composer.settle(new PlanName(event.experiment(), event.condition(), event.iteration()));
    outbox.flush();
  }
}
