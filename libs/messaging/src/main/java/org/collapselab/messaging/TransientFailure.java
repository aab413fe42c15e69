package org.collapselab.messaging;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.collapselab.contracts.Transient;

/** Tells failures that pass by themselves from those that do not. */
public final class TransientFailure {
  /**
   * Classes of SQLSTATE (SQL:2016, and PostgreSQL's appendix A): 08 connection, 40 rolled back
   * (deadlock, serialisation), 53 out of resources, 55 lock not available, 57 shut down or
   * cancelled, 58 system error.
   */
  private static final Set<String> SQL_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

  private TransientFailure() {}

  /** Whether the failure or anything behind it passes by itself. */
  public static boolean is(Throwable failure) {
    return is(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean is(Throwable failure, Set<Throwable> seen) {
    if (failure == null || !seen.add(failure)) {
      return false;
    }
    if (failure instanceof Transient || failure instanceof RetriableException) {
      return true;
    }
    if (failure instanceof SQLException sql && isTransient(sql)) {
      return true;
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (is(suppressed, seen)) {
        return true;
      }
    }
    return is(failure.getCause(), seen);
  }

  private static boolean isTransient(SQLException sql) {
    String state = sql.getSQLState();
    // A connection pool that waited in vain gives no state.
    return sql instanceof SQLTransientException
        || sql instanceof SQLRecoverableException
        || state == null
        || (state.length() == 5 && SQL_CLASSES.contains(state.substring(0, 2)));
  }
}
