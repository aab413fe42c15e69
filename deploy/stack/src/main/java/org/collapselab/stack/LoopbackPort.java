package org.collapselab.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for servers that start a little later. They lie below the range
 * from which systems give ports to outgoing connections, one of which could else take the port
 * meanwhile.
 */
public final class LoopbackPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 1000;
  private static final Set<Integer> given = new HashSet<>();

  private LoopbackPort() {}

  /**
   * A free port that this process was not given before.
   *
   * @throws StackException if none is found
   */
  public static synchronized int anyFree() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!given.contains(port) && isFree(port)) {
        given.add(port);
        return port;
      }
    }
    throw new StackException("no free loopback port between " + FIRST + " and " + END);
  }

  /** Whether a server could listen on the port now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
