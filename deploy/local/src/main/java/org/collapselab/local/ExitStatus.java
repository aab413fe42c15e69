package org.collapselab.local;

/** What the command's exit status says. */
public enum ExitStatus {
  DONE(0),
  /** Something unforeseen; the message and its cause are shown. */
  BROKEN(1),
  /** The command line is wrong. */
  USAGE(2),
  /** A spec, a model or a data set is wrong. */
  BAD_INPUT(3),
  /**
   * The machine lacks something: disk space, a port, a Java feature, or the data folder is in use.
   */
  MACHINE(4),
  /** A server or a service did not start or ended by itself. */
  PLATFORM(5),
  /** The experiment was given up or cancelled. */
  EXPERIMENT(6),
  /** Ctrl-C. */
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
