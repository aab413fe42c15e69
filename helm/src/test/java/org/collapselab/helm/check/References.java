package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.collapselab.helm.render.Manifest;

/**
 * What an object names is there: in the release, made by an operator from an object of the release,
 * or given by the cluster.
 */
public final class References implements Check {
  private final Set<String> given;

  /**
   * References of a release.
   *
   * @param given names of Secrets and claims that somebody else makes
   */
  public References(Set<String> given) {
    this.given = given;
  }

  @Override
  public List<String> problems(List<Manifest> manifests) {
    var known = new KnownObjects(manifests, given);
    List<String> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      new PodReferences(manifest, known, problems).check();
      switch (manifest.kind()) {
        case "Service" -> service(manifest, manifests, problems);
        case "Ingress" -> ingress(manifest, known, problems);
        case "HTTPRoute" -> route(manifest, known, problems);
        case "Deployment", "StatefulSet" -> ownPods(manifest, problems);
        case "PodDisruptionBudget", "PodMonitor" ->
            somePods(manifest, manifest.spec().path("selector"), manifests, problems);
        case "NetworkPolicy" ->
            somePods(manifest, manifest.spec().path("podSelector"), manifests, problems);
        case "ScaledObject" -> scaledObject(manifest, known, problems);
        case "TriggerAuthentication" -> authentication(manifest, known, problems);
        case "Cluster" -> cluster(manifest, known, problems);
        case "ScheduledBackup" ->
            known.require(
                manifest, "Cluster", manifest.at("/spec/cluster/name").asText(), problems);
        default -> {}
      }
    }
    return problems;
  }

  private static void service(Manifest service, List<Manifest> manifests, List<String> problems) {
    List<Manifest> behind =
        manifests.stream()
            .filter(manifest -> manifest.pod().isPresent())
            .filter(
                manifest ->
                    Selectors.matchLabels(service.spec().path("selector"), manifest.podLabels()))
            .toList();
    if (behind.isEmpty()) {
      problems.add(service.title() + ": selects no pods");
    }
    for (JsonNode port : service.spec().path("ports")) {
      for (Manifest pods : behind) {
        if (!Ports.has(pods, port.path("targetPort"))) {
          problems.add(
              "%s: %s has no port %s"
                  .formatted(service.title(), pods.title(), port.path("targetPort")));
        }
      }
    }
  }

  private static void ingress(Manifest ingress, KnownObjects known, List<String> problems) {
    for (JsonNode rule : ingress.spec().path("rules")) {
      for (JsonNode path : rule.at("/http/paths")) {
        JsonNode service = path.at("/backend/service");
        known.requirePort(
            ingress, service.path("name").asText(), service.at("/port/name"), "name", problems);
      }
    }
    for (JsonNode tls : ingress.spec().path("tls")) {
      known.require(ingress, "Secret", tls.path("secretName").asText(), problems);
    }
  }

  private static void route(Manifest route, KnownObjects known, List<String> problems) {
    for (JsonNode rule : route.spec().path("rules")) {
      for (JsonNode backend : rule.path("backendRefs")) {
        known.requirePort(
            route, backend.path("name").asText(), backend.path("port"), "port", problems);
      }
    }
  }

  private static void ownPods(Manifest manifest, List<String> problems) {
    if (!Selectors.match(manifest.spec().path("selector"), manifest.podLabels())) {
      problems.add(manifest.title() + ": does not select its own pods");
    }
  }

  private static void somePods(
      Manifest manifest, JsonNode selector, List<Manifest> manifests, List<String> problems) {
    List<Manifest> pods = Selectors.pods(manifests, selector);
    if (pods.isEmpty()) {
      problems.add(manifest.title() + ": selects no pods");
    }
    for (JsonNode endpoint : manifest.spec().path("podMetricsEndpoints")) {
      for (Manifest pod : pods) {
        if (!Ports.has(pod, endpoint.path("port"))) {
          problems.add(manifest.title() + ": " + pod.title() + " has no such port");
        }
      }
    }
  }

  private static void scaledObject(Manifest scaled, KnownObjects known, List<String> problems) {
    known.require(scaled, "Deployment", scaled.at("/spec/scaleTargetRef/name").asText(), problems);
    for (JsonNode trigger : scaled.spec().path("triggers")) {
      JsonNode authentication = trigger.at("/authenticationRef/name");
      if (!authentication.isMissingNode()) {
        known.require(scaled, "TriggerAuthentication", authentication.asText(), problems);
      }
    }
  }

  private static void authentication(Manifest manifest, KnownObjects known, List<String> problems) {
    for (JsonNode target : manifest.spec().path("secretTargetRef")) {
      known.requireKey(
          manifest, "Secret", target.path("name").asText(), target.path("key").asText(), problems);
    }
    for (JsonNode target : manifest.spec().path("configMapTargetRef")) {
      known.requireKey(
          manifest,
          "ConfigMap",
          target.path("name").asText(),
          target.path("key").asText(),
          problems);
    }
  }

  private static void cluster(Manifest cluster, KnownObjects known, List<String> problems) {
    for (JsonNode reference :
        cluster.at("/spec/bootstrap/initdb/postInitApplicationSQLRefs/configMapRefs")) {
      known.requireKey(
          cluster,
          "ConfigMap",
          reference.path("name").asText(),
          reference.path("key").asText(),
          problems);
    }
    for (JsonNode role : cluster.at("/spec/managed/roles")) {
      String secret = role.at("/passwordSecret/name").asText();
      known.requireKey(cluster, "Secret", secret, "username", problems);
      known.requireKey(cluster, "Secret", secret, "password", problems);
    }
    for (JsonNode credential : cluster.at("/spec/backup/barmanObjectStore/s3Credentials")) {
      known.requireKey(
          cluster,
          "Secret",
          credential.path("name").asText(),
          credential.path("key").asText(),
          problems);
    }
  }
}
