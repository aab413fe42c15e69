package org.collapselab.generator.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.collapselab.contracts.event.GenerationRequested;
import org.collapselab.generator.generation.Shards;
import org.collapselab.messaging.Announcer;
import org.collapselab.messaging.Receiver;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes shards, one for each worker; a shard is acknowledged when all its images are announced. */
@ApplicationScoped
public class GenerationRequests {

  private final Receiver receiver;
  private final Announcer announcer;
  private final Shards shards;

  GenerationRequests(Receiver receiver, Announcer announcer, Shards shards) {
    this.receiver = receiver;
    this.announcer = announcer;
    this.shards = shards;
  }

  @Incoming("requests")
  @Blocking(value = "shards", ordered = false)
  CompletionStage<Void> receive(Message<byte[]> message) {
    return receiver.handle(message, GenerationRequested.class, this::make);
  }

  private void make(GenerationRequested shard) {
    List<CompletableFuture<Void>> announced = new ArrayList<>();
    shards.make(shard, image -> announced.add(announcer.announce(image).toCompletableFuture()));
    announced.forEach(CompletableFuture::join);
  }
}
