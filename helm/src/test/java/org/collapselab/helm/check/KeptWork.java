package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.collapselab.helm.render.Manifest;

/**
 * Scaling loses no work: lag counts from the first record on, a worker has the time to put its
 * state away, disruption budgets let nodes be drained, and Helm leaves alone what KEDA scales.
 */
public final class KeptWork implements Check {
  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      switch (manifest.kind()) {
        case "ScaledObject" -> scaling(manifest, manifests, problems);
        case "Deployment" -> drain(manifest, problems);
        case "PodDisruptionBudget" -> budget(manifest, problems);
        default -> {}
      }
    }
    return problems;
  }

  private static void scaling(Manifest scaled, List<Manifest> manifests, List<String> problems) {
    for (JsonNode trigger : scaled.spec().path("triggers")) {
      JsonNode metadata = trigger.path("metadata");
      if (trigger.path("type").asText().equals("kafka")
          && !(metadata.path("offsetResetPolicy").asText().equals("earliest")
              && metadata.path("limitToPartitionsWithLag").asText().equals("true")
              && metadata.path("excludePersistentLag").asText().equals("false"))) {
        problems.add(
            scaled.title() + ": a Kafka trigger passes over lag, or counts idle partitions");
      }
    }
    JsonNode spec = scaled.spec();
    if (spec.path("minReplicaCount").asInt() > spec.path("maxReplicaCount").asInt()) {
      problems.add(scaled.title() + ": the fewest replicas are more than the most");
    }
    manifests.stream()
        .filter(manifest -> manifest.title().equals("Deployment " + target(scaled)))
        .filter(manifest -> manifest.spec().has("replicas"))
        .forEach(
            manifest -> problems.add(manifest.title() + ": has replicas, which KEDA is to set"));
  }

  private static String target(Manifest scaled) {
    return scaled.at("/spec/scaleTargetRef/name").asText();
  }

  private static void drain(Manifest deployment, List<String> problems) {
    int grace = deployment.pod().orElseThrow().path("terminationGracePeriodSeconds").asInt();
    Optional<JsonNode> drain = Manifest.variable(deployment.container(), "COLLAPSE_TRAINER_DRAIN");
    if (drain.isPresent()) {
      int seconds = Integer.parseInt(drain.get().path("value").asText().replace("s", ""));
      if (grace < seconds + 30) {
        problems.add(
            "%s: may drain for %d s, but is killed after %d s"
                .formatted(deployment.title(), seconds, grace));
      }
    }
  }

  private static void budget(Manifest budget, List<String> problems) {
    if (budget.spec().has("minAvailable")
        || budget.spec().path("maxUnavailable").asText().matches("0%?")) {
      problems.add(budget.title() + ": keeps a node from being drained");
    }
  }
}
