package org.collapselab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {
  private static final StackHome HOME = StackHome.in(Path.of(System.getProperty("lab.root")));

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void shouldKeepRecordsAndRowsWhenEachPartIsKilledAndTheStackStartsAgain() throws Exception {
    // Given
    StackSettings settings;
    try (RunningStack stack = RunningStack.start(HOME, folder)) {
      settings = stack.settings();
      send(settings, "before the kill");
      insert(settings, 1);

      // When
      for (Part part : Part.values()) {
        stack.part(part).kill();
        stack.restart(part);
      }

      // Then
      assertThat(records(settings)).containsExactly("before the kill");
      assertThat(rows(settings)).isEqualTo(1);
      assertThat(unsignedStatus(settings)).isEqualTo(403);
    }

    // When
    try (RunningStack again = RunningStack.start(HOME, folder)) {

      // Then
      assertThat(again.settings()).isEqualTo(settings);
      assertThat(records(settings)).containsExactly("before the kill");
      assertThat(rows(settings)).isEqualTo(1);
    }
  }

  @Test
  void shouldStopTheOrphanedServerWhenOnlyTheDatabasesLauncherIsKilled() throws Exception {
    // Given
    try (RunningStack stack = RunningStack.start(HOME, folder)) {
      insert(stack.settings(), 1);
      ProcessHandle launcher = ProcessHandle.of(stack.part(Part.DATABASE).pid()).orElseThrow();
      List<ProcessHandle> orphans = launcher.children().toList();

      // When
      launcher.destroyForcibly();
      stack.part(Part.DATABASE).onExit().join();
      stack.restart(Part.DATABASE);

      // Then
      assertThat(orphans)
          .isNotEmpty()
          .allSatisfy(orphan -> assertThat(orphan.onExit()).succeedsWithin(PATIENCE));
      assertThat(rows(stack.settings())).isEqualTo(1);
    }
  }

  @Test
  void shouldEndWithTheProcessItServes() throws Exception {
    // Given
    Process user = new ProcessBuilder("sleep", "600").start();
    RunningStack stack = RunningStack.start(HOME, folder, StackPorts.ANY, user.toHandle());
    List<ProcessHandle> servers =
        ProcessHandle.of(stack.part(Part.DATABASE).pid()).orElseThrow().children().toList();

    // When
    user.destroyForcibly();

    // Then
    for (Part part : Part.values()) {
      assertThat(stack.part(part).onExit().join().exitValue()).isZero();
    }
    assertThat(servers)
        .isNotEmpty()
        .allSatisfy(server -> assertThat(server.onExit()).succeedsWithin(PATIENCE));
  }

  @Test
  void shouldNameThePortThatIsTaken() throws IOException {
    // Given
    try (var other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var ports = new StackPorts(0, 0, other.getLocalPort(), 0);

      // When / Then
      assertThatThrownBy(() -> RunningStack.start(HOME, folder, ports, ProcessHandle.current()))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("store");
    }
  }

  private static void send(StackSettings settings, String value) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", value)).get();
    }
  }

  private static List<String> records(StackSettings settings) {
    Map<String, Object> config = Map.of("bootstrap.servers", settings.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition("kept", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new ArrayList<String>();
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
      }
      return values;
    }
  }

  private static void insert(StackSettings settings, int value) throws SQLException {
    try (Connection connection = connect(settings);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (value int)");
      statement.execute("INSERT INTO kept VALUES (" + value + ")");
    }
  }

  private static int rows(StackSettings settings) throws SQLException {
    try (Connection connection = connect(settings);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM curator.kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection connect(StackSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.jdbcUrl(), "curator", settings.databasePassword("curator"));
  }

  private static int unsignedStatus(StackSettings settings) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(settings.storeEndpoint() + "/" + StackSettings.BUCKET))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
