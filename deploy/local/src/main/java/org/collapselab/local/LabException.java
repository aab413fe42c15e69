package org.collapselab.local;

/** What went wrong, in words for the person at the terminal. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  public LabException(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  public LabException(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public ExitStatus status() {
    return status;
  }
}
