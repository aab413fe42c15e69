package org.collapselab.evaluator.readmodel;

import java.util.Locale;

/** Where an experiment stands. */
public enum Status {
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether it has come to its end. */
  public boolean finished() {
    return this != RUNNING;
  }

  /** The word for it in the API and in events. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
