package org.collapselab.messaging;

/** Why a record was sent to the dead-letter topic, as the header {@code dead-letter-reason}. */
final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 10_000;

  PoisonException(Throwable cause) {
    super(reason(cause), cause);
  }

  /** The reason in as many characters as an event holds. */
  static String shortReason(Throwable cause) {
    String reason = reason(cause);
    return reason.substring(0, Math.min(reason.length(), LONGEST));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + message;
  }
}
