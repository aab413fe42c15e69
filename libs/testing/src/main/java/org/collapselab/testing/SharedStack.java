package org.collapselab.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.collapselab.stack.FolderLock;
import org.collapselab.stack.RunningStack;
import org.collapselab.stack.StackException;
import org.collapselab.stack.StackHome;
import org.collapselab.stack.StackPorts;
import org.collapselab.stack.StackSettings;

/** The build's broker, store and database. */
public final class SharedStack {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(90);
  private static final int CONNECT_MILLIS = 1000;

  private static SharedStack joined;

  private final Path folder;
  private final StackSettings settings;

  private SharedStack(Path folder, StackSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Finds the servers of this build, or starts them.
   *
   * @throws StackException if they do not start
   */
  public static synchronized SharedStack join() {
    if (joined == null) {
      Path root = Path.of(System.getProperty("lab.root", "")).toAbsolutePath();
      ProcessHandle maven = MavenProcess.find();
      Path all = root.resolve("target/shared-stack");
      Path folder = all.resolve(Long.toString(maven.pid()));
      FolderLock lock = FolderLock.acquire(all.resolve("join.lock"), LOCK_PATIENCE);
      try {
        Leftovers.removeEnded(all);
        joined = new SharedStack(folder, findOrStart(StackHome.in(root), folder, maven));
      } finally {
        lock.close();
      }
    }
    return joined;
  }

  private static StackSettings findOrStart(StackHome home, Path folder, ProcessHandle maven) {
    if (StackSettings.existIn(folder)) {
      StackSettings settings = StackSettings.read(folder);
      if (serves(settings)) {
        return settings;
      }
    }
    return RunningStack.start(home, folder, StackPorts.ANY, maven).settings();
  }

  private static boolean serves(StackSettings settings) {
    StackPorts ports = settings.ports();
    for (int port : List.of(ports.broker(), ports.store(), ports.database())) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** Addresses and credentials, for tests that make their own clients. */
  public StackSettings settings() {
    return settings;
  }

  /** The file the store keeps an object in, for tests that damage one. */
  public Path objectFile(String bucket, String key) {
    return folder.resolve("store").resolve(bucket).resolve(key);
  }

  /**
   * A fresh bucket and a fresh schema with its role.
   *
   * @param name of the module or the test, to recognise them by
   */
  public TestSpace newSpace(String name) {
    TestSpace space = TestSpace.named(name, settings);
    Buckets.make(folder.resolve("store").resolve(space.bucket()));
    Schemas.make(settings, space);
    return space;
  }

  /**
   * Empties the broker: removes every topic, so that no test sees another's events. Consumers of
   * the topics must have been closed.
   */
  public void removeTopics() {
    Topics.removeAll(settings.bootstrapServers());
  }
}
