package org.collapselab.evaluator.evaluation;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.collapselab.contracts.Key;

/**
 * Keeps replicas from measuring the same evaluation at once. The lock belongs to a database
 * session, so it ends with the process that holds it. It only saves work: who measures without it
 * gets the same numbers, and the first to store them stands.
 */
@ApplicationScoped
class MeasuringLock {

  private final AgroalDataSource database;

  MeasuringLock(AgroalDataSource database) {
    this.database = database;
  }

  /** Does the work, unless somebody else is at it. */
  void ifFree(Key evaluation, Runnable work) throws SQLException {
    long number = ByteBuffer.wrap(HexFormat.of().parseHex(evaluation.value())).getLong();
    try (Connection connection = database.getConnection()) {
      if (call(connection, "select pg_try_advisory_lock(?)", number)) {
        try {
          work.run();
        } finally {
          call(connection, "select pg_advisory_unlock(?)", number);
        }
      }
    }
  }

  private static boolean call(Connection connection, String sql, long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, number);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }
}
