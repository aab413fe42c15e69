package org.collapselab.messaging;

/** Why a record was sent to the dead-letter topic, as the header {@code dead-letter-reason}. */
final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PoisonException(Throwable cause) {
    super(reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + message;
  }
}
