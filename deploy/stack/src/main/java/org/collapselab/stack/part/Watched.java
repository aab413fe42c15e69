package org.collapselab.stack.part;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another program's main class so that it ends with the process it serves: a launcher that is
 * killed leaves no program behind. Arguments: the id of that process, the main class, its
 * arguments.
 */
public final class Watched {
  private Watched() {}

  public static void main(String[] arguments) throws Throwable {
    long pid = Long.parseLong(arguments[0]);
    ProcessHandle served =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("process " + pid + " is not there"));
    var watch =
        new Thread(
            () -> {
              served.onExit().join();
              System.exit(0);
            },
            "watch-" + pid);
    watch.setDaemon(true);
    watch.start();
    Object rest = Arrays.copyOfRange(arguments, 2, arguments.length);
    try {
      Class.forName(arguments[1]).getMethod("main", String[].class).invoke(null, rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
