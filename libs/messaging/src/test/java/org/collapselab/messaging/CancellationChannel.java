package org.collapselab.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.collapselab.contracts.Transient;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A channel as the services have them, whose handler fails where an event asks it to. */
@ApplicationScoped
public class CancellationChannel {
  static final String FAIL = "fail";
  static final String FAIL_TWICE = "fail twice";

  private static final class Away extends RuntimeException implements Transient {
    private static final long serialVersionUID = 1L;
  }

  private final Receiver receiver;
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  CancellationChannel(Receiver receiver) {
    this.receiver = receiver;
  }

  @Incoming("events")
  @Blocking
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.handle(message, ExperimentCancelled.class, this::cancel);
  }

  private void cancel(ExperimentCancelled event) {
    if (event.reason().equals(FAIL)) {
      throw new IllegalStateException("asked to fail");
    }
    if (event.reason().equals(FAIL_TWICE) && failures.incrementAndGet() <= 2) {
      throw new Away();
    }
    handled.add(event.experiment());
  }

  List<String> handled() {
    return handled;
  }
}
