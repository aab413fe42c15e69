package org.collapselab.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.collapselab.contracts.ContractViolationException;
import org.collapselab.contracts.Transient;
import org.junit.jupiter.api.Test;

class TransientFailureTest {
  private static final class Away extends RuntimeException implements Transient {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void waitsForStoresBrokersAndDatabasesThatAreAway() {
    assertThat(TransientFailure.is(new Away())).isTrue();
    assertThat(TransientFailure.is(new RuntimeException(new IOException(new Away())))).isTrue();
    assertThat(TransientFailure.is(new TimeoutException("broker"))).isTrue();
    assertThat(TransientFailure.is(new SQLTransientConnectionException("pool"))).isTrue();
    assertThat(TransientFailure.is(new SQLException("the pool waited in vain"))).isTrue();
    assertThat(TransientFailure.is(new RuntimeException(new SQLException("gone", "08006"))))
        .isTrue();
    assertThat(TransientFailure.is(new SQLException("shut down", "57P01"))).isTrue();
    assertThat(TransientFailure.is(new SQLException("deadlock", "40P01"))).isTrue();
  }

  @Test
  void doesNotWaitForWhatStaysWrong() {
    assertThat(TransientFailure.is(new IllegalStateException("bug"))).isFalse();
    assertThat(TransientFailure.is(new ContractViolationException("seed", "bad"))).isFalse();
    assertThat(TransientFailure.is(new SQLException("unique", "23505"))).isFalse();
    assertThat(TransientFailure.is(new RecordTooLargeException("large"))).isFalse();
  }

  @Test
  void endsOnCausesThatGoRoundInACircle() {
    Exception first = new Exception();
    Exception second = new Exception(first);
    first.initCause(second);
    assertThat(TransientFailure.is(first)).isFalse();
  }
}
