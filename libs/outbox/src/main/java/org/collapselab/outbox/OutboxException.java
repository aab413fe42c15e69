package org.collapselab.outbox;

/** The database of the outbox did not do what it was asked to; its cause says why. */
public final class OutboxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
