package org.collapselab.diffusion.data;

/** A data set folder that is not as it should be; the message names the file, line and field. */
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
