package org.collapselab.artifacts;

/** An object is not what its name or its hash says. */
public final class CorruptArtifactException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  CorruptArtifactException(String name, String problem) {
    super(name, name + " is corrupt: " + problem, null);
  }

  CorruptArtifactException(String name, Throwable cause) {
    super(name, name + " is corrupt: " + cause.getMessage(), cause);
  }
}
