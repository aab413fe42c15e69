package org.collapselab.vision.provenance;

/** A manifest that is not what was signed; the message names the line and the entry. */
public final class ManifestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ManifestException(int line, String message) {
    super("manifest line " + line + ": " + message);
  }
}
