package org.collapselab.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;

/**
 * Makes schemas, each owned by a role of the same name whose unqualified names mean that schema.
 */
final class Schemas {
  private Schemas() {}

  static void make(StackSettings settings, TestSpace space) {
    String name = space.schema();
    try (var connection =
            DriverManager.getConnection(
                settings.jdbcUrl(),
                StackSettings.DATABASE_OWNER,
                settings.databasePassword(StackSettings.DATABASE_OWNER));
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, settings.databasePassword(name)));
      statement.execute("CREATE SCHEMA %s AUTHORIZATION %1$s".formatted(name));
      statement.execute("ALTER ROLE %s SET search_path = %1$s".formatted(name));
    } catch (SQLException e) {
      throw new StackException("cannot make schema " + name + ": " + e.getMessage(), e);
    }
  }
}
