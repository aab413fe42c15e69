package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.collapselab.helm.render.Manifest;

/** Label selectors, as Kubernetes reads them. */
final class Selectors {
  private Selectors() {}

  /** Whether a selector (matchLabels, matchExpressions with In) matches these labels. */
  static boolean match(JsonNode selector, JsonNode labels) {
    return matchLabels(selector.path("matchLabels"), labels)
        && Manifest.elements(selector.path("matchExpressions"))
            .allMatch(
                expression ->
                    expression.path("operator").asText().equals("In")
                        && Manifest.elements(expression.path("values"))
                            .anyMatch(labels.path(expression.path("key").asText())::equals));
  }

  static boolean matchLabels(JsonNode wanted, JsonNode labels) {
    return wanted.properties().stream()
        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }

  /** The objects whose pods a selector matches. */
  static List<Manifest> pods(List<Manifest> manifests, JsonNode selector) {
    return manifests.stream()
        .filter(manifest -> manifest.pod().isPresent() && match(selector, manifest.podLabels()))
        .toList();
  }
}
