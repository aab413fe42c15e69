package org.collapselab.artifacts;

/** The store works and has no such object. */
public final class MissingArtifactException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  MissingArtifactException(String name) {
    super(name, "the store has no " + name, null);
  }
}
