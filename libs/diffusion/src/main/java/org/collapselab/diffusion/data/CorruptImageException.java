package org.collapselab.diffusion.data;

/** An image file that cannot be read; the message names the file and what is wrong with it. */
public final class CorruptImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CorruptImageException(String name, String problem) {
    super(name + ": " + problem);
  }

  public CorruptImageException(String name, String problem, Throwable cause) {
    super(name + ": " + problem, cause);
  }
}
