package org.collapselab.artifacts;

/** The store failed to give or take an object. */
public abstract sealed class ArtifactException extends RuntimeException
    permits MissingArtifactException, CorruptArtifactException, StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  private final String name;

  ArtifactException(String name, String message, Throwable cause) {
    super(message, cause);
    this.name = name;
  }

  /** The object's name inside the bucket; empty if the failure is about no single object. */
  public String name() {
    return name;
  }
}
