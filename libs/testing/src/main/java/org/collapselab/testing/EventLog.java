package org.collapselab.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventRecord;
import org.collapselab.contracts.event.Topics;
import org.collapselab.stack.StackException;

/**
 * Sends events as another service would, and keeps every event of every topic from the beginning in
 * the order it arrives, refusing what is not valid or whose headers tell something else. For one
 * thread.
 */
public final class EventLog implements AutoCloseable {
  private static final List<String> DEAD_LETTER_TOPICS =
      Topics.SERVICES.stream().map(Topics::deadLetter).toList();
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Event> seen = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();

  public EventLog(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "event-log-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                "500"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(Topics.all().stream().map(Topics.Topic::name).toList());
  }

  /** Sends an event and waits until the broker has it. */
  public void send(Event event) {
    EventRecord encoded = EventCodec.encode(event, "/collapse-lab/test", Instant.now());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(encoded.topic(), encoded.key(), encoded.value());
    encoded
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new StackException("the broker does not take an event", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while an event was sent", e);
    }
  }

  /** Every event so far. */
  public List<Event> all() {
    poll();
    return List.copyOf(seen);
  }

  /** The events of a type so far. */
  public <E extends Event> List<E> all(Class<E> type) {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Waits until there are this many events of a type that fit, and returns them.
   *
   * @throws AssertionError if they do not come in time; it tells what came instead
   */
  public <E extends Event> List<E> await(
      Class<E> type, Predicate<E> fits, int count, Duration patience) {
    Instant end = Instant.now().plus(patience);
    while (true) {
      List<E> found = all(type).stream().filter(fits).toList();
      if (found.size() >= count) {
        return found;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "expected %d of %s within %s but found %s among %s"
                .formatted(
                    count,
                    type.getSimpleName(),
                    patience,
                    found,
                    Arrays.toString(seen.stream().map(Event::type).toArray())));
      }
    }
  }

  /** Reads on to the ends that the topics have now; some event must have been awaited before. */
  public void readToEnd() {
    do {
      poll();
    } while (isBehind());
  }

  private boolean isBehind() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /** The records that services could not handle, each as its topic and the reason. */
  public List<String> deadLetters() {
    poll();
    return List.copyOf(deadLetters);
  }

  private void poll() {
    consumer.poll(POLL).forEach(this::keep);
  }

  /** Decoding checks the value against its schema; the headers are to say what the value is. */
  private void keep(ConsumerRecord<String, byte[]> record) {
    if (DEAD_LETTER_TOPICS.contains(record.topic())) {
      deadLetters.add(record.topic() + ": " + header(record, "dead-letter-reason"));
      return;
    }
    Event event = EventCodec.decode(record.topic(), record.value());
    require(record, "ce_specversion", "1.0");
    require(record, "ce_type", event.type().topic());
    require(record, "ce_id", EventCodec.id(event).value());
    require(record, "ce_experiment", event.experiment());
    seen.add(event);
  }

  private static void require(
      ConsumerRecord<String, byte[]> record, String header, String expected) {
    if (!header(record, header).equals(expected)) {
      throw new AssertionError(
          "%s: %s: expected %s but found %s"
              .formatted(record.topic(), header, expected, header(record, header)));
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
