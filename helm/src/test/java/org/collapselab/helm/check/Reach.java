package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.collapselab.helm.render.Manifest;

/** Whether pods of a release may talk to each other under its policies. */
public final class Reach {
  private final List<Manifest> policies;

  public Reach(List<Manifest> manifests) {
    this.policies =
        manifests.stream().filter(manifest -> manifest.kind().equals("NetworkPolicy")).toList();
  }

  /** Whether a connection to this port is let out at the one end and let in at the other. */
  public boolean allows(Manifest from, Manifest to, int port) {
    return opens("egress", "to", from, to, port) && opens("ingress", "from", to, from, port);
  }

  private boolean opens(String direction, String peers, Manifest subject, Manifest peer, int port) {
    return policies.stream()
        .filter(it -> Selectors.match(it.spec().path("podSelector"), subject.podLabels()))
        .flatMap(policy -> Manifest.elements(policy.spec().path(direction)))
        .filter(rule -> hasPort(rule, port))
        .anyMatch(rule -> hasPeer(rule.path(peers), peer));
  }

  private static boolean hasPort(JsonNode rule, int port) {
    return Manifest.elements(rule.path("ports"))
        .anyMatch(
            it -> it.path("port").asInt() == port && it.path("protocol").asText().equals("TCP"));
  }

  /** A peer in another namespace is none of the release's pods. */
  private static boolean hasPeer(JsonNode peers, Manifest peer) {
    return peers.isMissingNode()
        || Manifest.elements(peers)
            .filter(it -> it.has("podSelector") && !it.has("namespaceSelector"))
            .anyMatch(it -> Selectors.match(it.path("podSelector"), peer.podLabels()));
  }
}
