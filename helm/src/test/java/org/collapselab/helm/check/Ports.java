package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import org.collapselab.helm.render.Manifest;

/** The ports of containers. */
final class Ports {
  private Ports() {}

  /** Whether a container has the port of this name or number. */
  static boolean has(Manifest pods, JsonNode port) {
    return pods.containers().stream()
        .flatMap(container -> Manifest.elements(container.path("ports")))
        .anyMatch(
            candidate ->
                candidate.path("name").equals(port)
                    || candidate.path("containerPort").equals(port));
  }
}
