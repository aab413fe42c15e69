package org.collapselab.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.EventType;
import org.collapselab.contracts.event.ExperimentCancelled;
import org.collapselab.contracts.event.ExperimentCompleted;
import org.collapselab.contracts.event.ImageJudged;
import org.collapselab.contracts.event.Topics;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class KafkaMessagingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CANCELLED = EventType.EXPERIMENT_CANCELLED.topic();

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @Inject Announcer announcer;
  @Inject CancellationChannel channel;
  @Inject MeterRegistry registry;

  private static String newExperiment() {
    return "e-" + UUID.randomUUID();
  }

  @Test
  void announcesAsCloudEventsOnTheTopicOfTheType() {
    // Given
    String experiment = newExperiment();
    // When
    announcer.announceAndWait(
        new ExperimentCompleted(experiment, "completed"),
        new ExperimentCancelled(experiment, "for good"));
    // Then
    ConsumerRecord<String, byte[]> record = find(CANCELLED, experiment);
    assertThat(record.key()).isEqualTo(experiment);
    assertThat(headers(record))
        .containsEntry("ce_type", CANCELLED)
        .containsEntry("ce_source", "/collapse-lab/trainer")
        .containsEntry("ce_experiment", experiment)
        .containsEntry("content-type", "application/json")
        .containsKeys("ce_id", "ce_time", "ce_specversion", "ce_subject");
    assertThat(find(EventType.EXPERIMENT_COMPLETED.topic(), experiment)).isNotNull();
    await().atMost(PATIENCE).until(() -> channel.handled().contains(experiment));
  }

  @Test
  void triesAgainWhatPassesByItself() {
    // Given
    String experiment = newExperiment();
    // When
    announcer.announceAndWait(new ExperimentCancelled(experiment, CancellationChannel.FAIL_TWICE));
    // Then
    await().atMost(PATIENCE).until(() -> channel.handled().contains(experiment));
    assertThat(registry.counter("collapse.events", "type", CANCELLED, "outcome", "retried").count())
        .isEqualTo(2);
  }

  @Test
  void quarantinesPoisonAndGoesOn() throws Exception {
    // Given
    String poison = newExperiment();
    String failing = newExperiment();
    String good = newExperiment();
    // When
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(CANCELLED, poison, poison.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    announcer.announceAndWait(
        new ExperimentCancelled(failing, CancellationChannel.FAIL),
        new ExperimentCancelled(good, "good"));
    // Then
    String deadLetter = Topics.deadLetter("trainer");
    assertThat(headers(find(deadLetter, poison)))
        .containsEntry("dead-letter-topic", CANCELLED)
        .hasEntrySatisfying(
            "dead-letter-reason", reason -> assertThat(reason).contains("Unrecognized token"));
    assertThat(headers(find(deadLetter, failing)))
        .containsEntry("ce_experiment", failing)
        .containsEntry("dead-letter-reason", "IllegalStateException: asked to fail");
    await().atMost(PATIENCE).until(() -> channel.handled().contains(good));
    assertThat(channel.handled()).doesNotContain(poison, failing);
  }

  @Test
  void commitsAsTheServicesConsumerGroup() {
    // Given
    String experiment = newExperiment();
    announcer.announceAndWait(new ExperimentCancelled(experiment, "to be committed"));
    long offset = find(CANCELLED, experiment).offset();
    int partition = find(CANCELLED, experiment).partition();
    // Then
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      await()
          .atMost(PATIENCE)
          .until(() -> committed(admin, new TopicPartition(CANCELLED, partition)) > offset);
    }
  }

  private static long committed(Admin admin, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    var offset =
        admin
            .listConsumerGroupOffsets("trainer")
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return offset == null ? -1 : offset.offset();
  }

  @Test
  void saysSoWhenTheBrokerRefusesAnEvent() {
    // Given
    List<String> reasons = Collections.nCopies(200, "x".repeat(10_000));
    ImageJudged huge =
        new ImageJudged(
            "e", "c", 1, 0, 0, Key.sha256(new byte[0]), false, new TreeMap<>(), reasons);
    // Then
    assertThatThrownBy(() -> announcer.announceAndWait(huge))
        .isInstanceOf(RecordTooLargeException.class)
        .satisfies(failure -> assertThat(TransientFailure.is(failure)).isFalse());
  }

  private ConsumerRecord<String, byte[]> find(String topic, String key) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assign(consumer, topic);
                if (consumer.assignment().isEmpty()) {
                  // A topic that comes into being with its first record has no partitions at first.
                  return false;
                }
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.stream().anyMatch(record -> record.key().equals(key));
              });
      return found.stream().filter(record -> record.key().equals(key)).findFirst().orElseThrow();
    }
  }

  private static void assign(KafkaConsumer<String, byte[]> consumer, String topic) {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(
            Collectors.toMap(
                header -> header.key(),
                header -> new String(header.value(), StandardCharsets.UTF_8),
                (first, second) -> second));
  }
}
