package org.collapselab.stack;

import java.util.List;

/** The three servers of the stack. */
public enum Part {
  BROKER("broker", "org.collapselab.stack.broker.BrokerMain", "-Xmx256m"),
  STORE("store", "org.collapselab.stack.store.StoreMain", "-Xmx128m"),
  DATABASE("database", "org.collapselab.stack.database.DatabaseMain", "-Xmx64m");

  private final String folder;
  private final String mainClass;
  private final String heap;

  Part(String folder, String mainClass, String heap) {
    this.folder = folder;
    this.mainClass = mainClass;
    this.heap = heap;
  }

  /** Name of the part's folder, log and lock inside the stack's folder. */
  public String folder() {
    return folder;
  }

  /** Command-line arguments of the part's JVM, up to and including its main class. */
  List<String> jvmArguments() {
    return List.of(
        heap,
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Dlogback.configurationFile=stack-logback.xml",
        mainClass);
  }
}
