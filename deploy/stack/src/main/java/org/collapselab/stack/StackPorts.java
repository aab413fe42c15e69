package org.collapselab.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

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
      if (!isFree(asked)) {
        throw new StackException(
            "port " + asked + " asked for the " + name + " is in use by another program");
      }
      return asked;
    }
    return before != 0 && isFree(before) ? before : anyFree();
  }

  private static int anyFree() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StackException("no free loopback port: " + e.getMessage(), e);
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
