package org.collapselab.local;

import java.io.PrintStream;
import org.collapselab.local.progress.ProgressDisplay;

/**
 * Where the command writes: results to standard output, what happens meanwhile to standard error,
 * so that results can be piped.
 */
final class Terminal {
  private static final int DEFAULT_COLUMNS = 100;

  private final PrintStream out;
  private final PrintStream err;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static Terminal system() {
    return new Terminal(System.out, System.err);
  }

  /** A result. */
  void print(String text) {
    out.println(text);
    out.flush();
  }

  /** What happens meanwhile. */
  void say(String text) {
    err.println(text);
    err.flush();
  }

  ProgressDisplay progress() {
    return new ProgressDisplay(err, Boolean.getBoolean("lab.terminal"), columns());
  }

  private static int columns() {
    int columns = Integer.getInteger("lab.columns", DEFAULT_COLUMNS);
    return columns > 20 ? columns : DEFAULT_COLUMNS;
  }
}
