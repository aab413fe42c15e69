package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.helm.render.Manifest;

/**
 * Every pod is shut by default in both directions, every policy says why it is there, an opening
 * names its ports, and it opens something for pods that exist.
 */
public final class ClosedNetwork implements Check {
  @Override
  public List<String> problems(List<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    List<Manifest> policies =
        manifests.stream().filter(manifest -> manifest.kind().equals("NetworkPolicy")).toList();
    for (Manifest policy : policies) {
      if (policy.at("/metadata/annotations/collapse-lab.org~1reason").asText().isBlank()) {
        problems.add(policy.title() + ": gives no reason");
      }
      for (String direction : List.of("ingress", "egress")) {
        for (JsonNode rule : policy.spec().path(direction)) {
          if (rule.path("ports").isEmpty()) {
            problems.add(policy.title() + ": opens every port");
          }
        }
      }
    }
    for (Manifest manifest : manifests) {
      if (manifest.pod().isPresent()
          && policies.stream().noneMatch(policy -> shuts(policy, manifest))) {
        problems.add(manifest.title() + ": no policy shuts its pods by default");
      }
    }
    return problems;
  }

  private static boolean shuts(Manifest policy, Manifest pods) {
    return !policy.spec().has("ingress")
        && !policy.spec().has("egress")
        && policy.spec().path("policyTypes").size() == 2
        && Selectors.match(policy.spec().path("podSelector"), pods.podLabels());
  }
}
