package org.collapselab.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventRecord;
import org.collapselab.messaging.EventCounters.Outcome;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Announces events, each on the topic of its type, as CloudEvents of this service. */
@ApplicationScoped
public class Announcer {
  private final Emitter<byte[]> emitter;
  private final EventCounters counters;
  private final String source;
  private final Clock clock = Clock.systemUTC();

  /**
   * An announcer for a service.
   *
   * @param service the name of the service, which is the last part of the events' source
   */
  @Inject
  public Announcer(
      @Channel("announcements") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          Emitter<byte[]> emitter,
      @ConfigProperty(name = "lab.service") String service,
      MeterRegistry registry) {
    this.emitter = emitter;
    this.counters = new EventCounters(registry);
    this.source = "/collapse-lab/" + service;
  }

  /**
   * Announces events.
   *
   * @return done when the broker has acknowledged every one of them; failed with a {@link
   *     BrokerUnavailableException} if it is away, or with its reason if it refused one
   */
  public CompletionStage<Void> announce(Event... events) {
    return announce(Arrays.asList(events));
  }

  /** As {@link #announce(Event...)}. */
  public CompletionStage<Void> announce(Collection<? extends Event> events) {
    return CompletableFuture.allOf(
        events.stream().map(this::send).toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Announces events and waits until the broker has acknowledged every one of them.
   *
   * @throws BrokerUnavailableException if the broker is away
   */
  public void announceAndWait(Event... events) {
    announceAndWait(Arrays.asList(events));
  }

  /** As {@link #announceAndWait(Event...)}. */
  public void announceAndWait(Collection<? extends Event> events) {
    try {
      announce(events).toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private CompletableFuture<Void> send(Event event) {
    EventRecord record = EventCodec.encode(event, source, clock.instant());
    CompletableFuture<Void> taken = new CompletableFuture<>();
    OutgoingKafkaRecordMetadata<String> metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic(record.topic())
            .withKey(record.key())
            .withHeaders(headers(record))
            .build();
    emitter.send(
        Message.of(
            record.value(),
            Metadata.of(metadata),
            () -> {
              counters.count(record.topic(), Outcome.ANNOUNCED);
              taken.complete(null);
              return CompletableFuture.completedFuture(null);
            },
            failure -> {
              counters.count(record.topic(), Outcome.UNANNOUNCED);
              taken.completeExceptionally(unavailable(record, failure));
              return CompletableFuture.completedFuture(null);
            }));
    return taken;
  }

  /** An event that the broker refuses, as for its size, would be refused again. */
  private static Throwable unavailable(EventRecord record, Throwable failure) {
    return TransientFailure.is(failure)
        ? new BrokerUnavailableException(
            "the broker did not take an event for " + record.topic(), failure)
        : failure;
  }

  private static Headers headers(EventRecord record) {
    RecordHeaders headers = new RecordHeaders();
    record
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }
}
