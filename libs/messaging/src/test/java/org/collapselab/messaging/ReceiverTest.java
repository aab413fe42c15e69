package org.collapselab.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.Transient;
import org.collapselab.contracts.event.CheckpointTrained;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventRecord;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.WorkFailed;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private static final ExperimentCancelled CANCELLED = new ExperimentCancelled("e-1", "enough");
  private static final String TOPIC = CANCELLED.type().topic();

  private static final class Away extends RuntimeException implements Transient {
    private static final long serialVersionUID = 1L;
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<WorkFailed> told = new ArrayList<>();
  private final Receiver receiver = receiver(Duration.ofMillis(1));
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicReference<Throwable> refused = new AtomicReference<>();

  private Receiver receiver(Duration patience) {
    var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
    return new Receiver(registry, backoff, patience, told::add, "trainer");
  }

  private Message<byte[]> message(String topic, byte[] value) {
    var metadata =
        new IncomingKafkaRecordMetadata<>(
            new ConsumerRecord<>(topic, 0, 7L, "key", value), "channel");
    return Message.of(
        value,
        Metadata.of(metadata),
        () -> {
          acknowledged.incrementAndGet();
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          refused.set(reason);
          return CompletableFuture.completedFuture(null);
        });
  }

  private Message<byte[]> message(Event event) {
    EventRecord record = EventCodec.encode(event, "/collapse-lab/test", Instant.EPOCH);
    return message(record.topic(), record.value());
  }

  private double count(String topic, String outcome) {
    return registry.counter("collapse.events", "type", topic, "outcome", outcome).count();
  }

  @Test
  void acknowledgesWhatWasHandled() {
    // Given
    List<Event> handled = new ArrayList<>();
    // When
    receiver.handle(message(CANCELLED), handled::add).toCompletableFuture().join();
    // Then
    assertThat(handled).containsExactly(CANCELLED);
    assertThat(acknowledged).hasValue(1);
    assertThat(count(TOPIC, "handled")).isEqualTo(1);
  }

  @Test
  void triesAgainForAsLongAsItTakes() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    // When
    receiver
        .handle(
            message(CANCELLED),
            event -> {
              if (attempts.incrementAndGet() <= 20) {
                throw new Away();
              }
            })
        .toCompletableFuture()
        .join();
    // Then
    assertThat(attempts).hasValue(21);
    assertThat(acknowledged).hasValue(1);
    assertThat(count(TOPIC, "retried")).isEqualTo(20);
  }

  @Test
  void refusesPoisonWithItsReason() {
    // Given
    byte[] json = "{\"reason\":\"no experiment\"}".getBytes(StandardCharsets.UTF_8);
    // When
    receiver.handle(message(TOPIC, json), event -> {}).toCompletableFuture().join();
    // Then
    assertThat(acknowledged).hasValue(0);
    assertThat(refused.get()).hasMessageContaining("experiment: expected a value");
    assertThat(count(TOPIC, "poisoned")).isEqualTo(1);
  }

  @Test
  void refusesWhatItsHandlerCannotCureByWaiting() {
    // When
    receiver
        .handle(
            message(CANCELLED),
            event -> {
              throw new IllegalStateException("no such condition");
            })
        .toCompletableFuture()
        .join();
    // Then
    assertThat(refused.get()).hasMessage("IllegalStateException: no such condition");
    assertThat(told).isEmpty();
  }

  @Test
  void tellsWhichWorkOfAnIterationWasGivenUp() {
    // Given
    Key checkpoint = Key.sha256(new byte[0]);
    CheckpointTrained trained =
        new CheckpointTrained("e-1", "all", 2, checkpoint, checkpoint, 1, 0.5, false, 10);
    // When
    receiver
        .handle(
            message(trained),
            event -> {
              throw new IllegalStateException("no such condition");
            })
        .toCompletableFuture()
        .join();
    // Then
    assertThat(told)
        .containsExactly(
            new WorkFailed(
                "e-1",
                "all",
                2,
                "trainer",
                checkpoint.value(),
                "IllegalStateException: no such condition"));
  }

  @Test
  void passesOverOtherTypes() {
    // When
    receiver
        .handle(
            message(new ExperimentCompleted("e-1", "completed")),
            ExperimentCancelled.class,
            event -> {
              throw new AssertionError("an event of another type");
            })
        .toCompletableFuture()
        .join();
    // Then
    assertThat(acknowledged).hasValue(1);
    assertThat(refused.get()).isNull();
  }

  @Test
  void leavesTheRecordToOthersWhenTheProcessStops() {
    // When
    CompletionStage<Void> acknowledgement =
        receiver.handle(
            message(CANCELLED),
            event -> {
              receiver.stop(new ShutdownEvent());
              throw new Away();
            });
    // Then
    assertThat(acknowledgement.toCompletableFuture()).isNotDone();
    assertThat(acknowledged).hasValue(0);
    assertThat(refused.get()).isNull();
  }

  @Test
  void leavesTheRecordToOthersWhenItsHandlerFailsBecauseTheProcessStops() {
    // When
    CompletionStage<Void> acknowledgement =
        receiver.handle(
            message(CANCELLED),
            event -> {
              receiver.stop(new ShutdownEvent());
              throw new IllegalStateException("the database's connections are closed");
            });
    // Then
    assertThat(acknowledgement.toCompletableFuture()).isNotDone();
    assertThat(refused.get()).isNull();
  }

  @Test
  void waitsForAHandlerAtWorkWhenTheProcessStopsAndTakesNothingNew() throws Exception {
    // Given a handler at work
    Receiver patient = receiver(Duration.ofMinutes(1));
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Void> handled =
        CompletableFuture.runAsync(
            () ->
                patient.handle(
                    message(CANCELLED),
                    event -> {
                      atWork.countDown();
                      mayEnd.await();
                    }));
    atWork.await();

    // When the process stops
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(() -> patient.stop(new ShutdownEvent()));

    // Then it waits for the handler, whose record is acknowledged
    assertThat(stopped).isNotDone();
    mayEnd.countDown();
    assertThat(stopped).succeedsWithin(Duration.ofMinutes(1));
    assertThat(handled).succeedsWithin(Duration.ofMinutes(1));
    assertThat(acknowledged).hasValue(1);

    // And a record that comes later is left to others
    CompletionStage<Void> later =
        patient.handle(
            message(CANCELLED),
            event -> {
              throw new AssertionError("handled while the process stops");
            });
    assertThat(later.toCompletableFuture()).isNotDone();
    assertThat(refused.get()).isNull();
  }
}
