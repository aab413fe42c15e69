package org.collapselab.local.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.collapselab.contracts.event.Topics;
import org.collapselab.local.ExitStatus;
import org.collapselab.local.LabException;

/** Makes the topics that are not there yet. */
final class PlatformTopics {
  private PlatformTopics() {}

  static void create(String bootstrapServers) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      Set<String> present = admin.listTopics().names().get();
      List<NewTopic> missing =
          Topics.all().stream()
              .filter(topic -> !present.contains(topic.name()))
              .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
              .toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new LabException(
          ExitStatus.PLATFORM, "cannot make the topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(ExitStatus.INTERRUPTED, "interrupted while making topics", e);
    }
  }
}
