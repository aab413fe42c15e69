package org.collapselab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class SharedStackTest {
  private final SharedStack stack = SharedStack.join();

  @Test
  void shouldKeepSpacesApart() throws SQLException {
    // Given
    TestSpace one = stack.newSpace("some module");
    TestSpace other = stack.newSpace("some module");

    // When
    try (Connection connection = connect(one)) {
      connection.createStatement().execute("CREATE TABLE mine (value int)");
    }

    // Then
    assertThat(one.bucket()).isNotEqualTo(other.bucket());
    try (Connection connection = connect(other);
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT * FROM " + one.schema() + ".mine"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void shouldRemoveTheTopicsOfEarlierTests() throws Exception {
    // Given
    Map<String, Object> config = Map.of("bootstrap.servers", stack.settings().bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic("left-over", 1, (short) 1))).all().get();

      // When
      stack.removeTopics();

      // Then
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  private static Connection connect(TestSpace space) throws SQLException {
    return DriverManager.getConnection(
        space.settings().jdbcUrl(), space.schema(), space.password());
  }
}
