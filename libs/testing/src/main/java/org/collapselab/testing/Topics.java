package org.collapselab.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.collapselab.stack.StackException;

/** Removes topics and waits until the broker no longer lists them. */
final class Topics {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 50;

  private Topics() {}

  static void removeAll(String bootstrapServers) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      Set<String> topics = admin.listTopics().names().get();
      admin.deleteTopics(topics).all().get();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!admin.listTopics().names().get().isEmpty()) {
        if (System.nanoTime() > end) {
          throw new StackException("the broker still lists topics that were removed");
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (ExecutionException e) {
      throw new StackException("cannot remove topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while topics were removed", e);
    }
  }
}
