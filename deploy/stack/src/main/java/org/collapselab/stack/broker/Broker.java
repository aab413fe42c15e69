package org.collapselab.stack.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.collapselab.stack.StackSettings;
import org.collapselab.stack.part.Server;

/** A single-node Kafka cluster. */
final class Broker implements Server {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  static Broker start(StackSettings settings, Path folder) throws Exception {
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      format(folder);
    }
    var server =
        new KafkaRaftServer(new KafkaConfig(configuration(settings, folder), false), Time.SYSTEM);
    server.startup();
    return new Broker(server);
  }

  private static void format(Path folder) throws Exception {
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(NODE)
        .setDirectories(new TreeSet<>(List.of(folder.toString())))
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName(CONTROLLER)
        .setUnstableFeatureVersionsEnabled(false)
        .setIgnoreFormatted(true)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  private static Map<String, String> configuration(StackSettings settings, Path folder) {
    String broker = StackSettings.HOST + ":" + settings.ports().broker();
    String controller = StackSettings.HOST + ":" + settings.ports().controller();
    return Stream.of(
            identity(folder, broker, controller), oneNode(), quickRestart(), smallMachine())
        .flatMap(map -> map.entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> identity(Path folder, String broker, String controller) {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(NODE),
        "controller.quorum.voters",
        NODE + "@" + controller,
        "listeners",
        "PLAINTEXT://" + broker + "," + CONTROLLER + "://" + controller,
        "advertised.listeners",
        "PLAINTEXT://" + broker,
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names",
        CONTROLLER,
        "inter.broker.listener.name",
        "PLAINTEXT",
        "log.dirs",
        folder.toString());
  }

  private static Map<String, String> oneNode() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "default.replication.factor", "1",
        "min.insync.replicas", "1");
  }

  /** The defaults would keep clients waiting for over ten seconds after a kill. */
  private static Map<String, String> quickRestart() {
    return Map.of(
        "broker.session.timeout.ms", "2000",
        "broker.heartbeat.interval.ms", "500",
        "group.initial.rebalance.delay.ms", "0");
  }

  /** Few threads, partitions and small files; events are the experiment's record and are kept. */
  private static Map<String, String> smallMachine() {
    return Map.of(
        "num.partitions", "3",
        "offsets.topic.num.partitions", "8",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.num.partitions", "4",
        "num.network.threads", "2",
        "num.io.threads", "4",
        "log.cleaner.dedupe.buffer.size", "16777216",
        "log.segment.bytes", "67108864",
        "log.retention.ms", "-1");
  }

  @Override
  public void awaitEnd() {
    server.awaitShutdown();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
