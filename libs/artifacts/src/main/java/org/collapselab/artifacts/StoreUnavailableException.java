package org.collapselab.artifacts;

import org.collapselab.contracts.Transient;

/** The store cannot be reached, is overloaded or refuses the credentials: try again later. */
public final class StoreUnavailableException extends ArtifactException implements Transient {
  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String name, Throwable cause) {
    super(name, "the store is unavailable" + of(name) + ": " + cause.getMessage(), cause);
  }

  private static String of(String name) {
    return name.isEmpty() ? "" : " for " + name;
  }
}
