package org.collapselab.stack;

/** Loopback ports of the servers; 0 stands for any free one. */
public record StackPorts(int broker, int controller, int store, int database) {
  public static final StackPorts ANY = new StackPorts(0, 0, 0, 0);

  /**
   * Fixes the ports: one asked for must be free, one used before is kept if it still is.
   *
   * @throws StackException if a port that was asked for is taken
   */
  StackPorts resolve(StackPorts before) {
    return new StackPorts(
        resolve("broker", broker, before.broker),
        resolve("controller", controller, before.controller),
        resolve("store", store, before.store),
        resolve("database", database, before.database));
  }

  private static int resolve(String name, int asked, int before) {
    if (asked != 0) {
      if (!LoopbackPort.isFree(asked)) {
        throw new StackException(
            "port " + asked + " asked for the " + name + " is in use by another program");
      }
      return asked;
    }
    return before != 0 && LoopbackPort.isFree(before) ? before : LoopbackPort.anyFree();
  }
}
