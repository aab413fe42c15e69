package org.collapselab.local.platform;

import java.util.Locale;

/** The four services, with the Java heap each is given; tensors live outside of it. */
public enum Service {
  GENERATOR("-Xmx256m"),
  CURATOR("-Xmx320m"),
  TRAINER("-Xmx320m"),
  EVALUATOR("-Xmx384m");

  private final String heap;

  Service(String heap) {
    this.heap = heap;
  }

  String heap() {
    return heap;
  }

  /** The service's name, also that of its database role and schema. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The service's program, as a path inside the source tree. */
  String jar() {
    return word() + "-service/target/quarkus-app/quarkus-run.jar";
  }
}
