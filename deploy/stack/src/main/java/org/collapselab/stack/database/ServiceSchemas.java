package org.collapselab.stack.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackSettings;

/** Makes the database and a schema with a role for each service; none can read another's tables. */
final class ServiceSchemas {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private ServiceSchemas() {}

  static void ensure(StackSettings settings, BooleanSupplier alive)
      throws SQLException, InterruptedException {
    try (Connection connection = firstConnection(settings, alive)) {
      if (isAbsent(connection, "pg_database WHERE datname = ?", StackSettings.DATABASE)) {
        execute(connection, "CREATE DATABASE " + StackSettings.DATABASE);
      }
    }
    try (Connection connection = connect(settings, StackSettings.DATABASE)) {
      for (String service : StackSettings.SERVICES) {
        if (isAbsent(connection, "pg_roles WHERE rolname = ?", service)) {
          execute(
              connection,
              "CREATE ROLE %s LOGIN PASSWORD '%s'"
                  .formatted(service, settings.databasePassword(service)));
        }
        execute(connection, "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %1$s".formatted(service));
        execute(connection, "ALTER ROLE %s SET search_path = %1$s".formatted(service));
      }
    }
  }

  private static Connection firstConnection(StackSettings settings, BooleanSupplier alive)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return connect(settings, StackSettings.DATABASE_OWNER);
      } catch (SQLException e) {
        if (!alive.getAsBoolean()) {
          throw new StackException("PostgreSQL ended while it started", e);
        }
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private static Connection connect(StackSettings settings, String database) throws SQLException {
    return DriverManager.getConnection(
        settings.jdbcUrl(database),
        StackSettings.DATABASE_OWNER,
        settings.databasePassword(StackSettings.DATABASE_OWNER));
  }

  private static boolean isAbsent(Connection connection, String rows, String name)
      throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM " + rows)) {
      query.setString(1, name);
      try (ResultSet result = query.executeQuery()) {
        return !result.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
