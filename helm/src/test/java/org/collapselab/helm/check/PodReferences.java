package org.collapselab.helm.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.collapselab.helm.render.Manifest;

/** What the pods of an object name. */
final class PodReferences {
  private final Manifest manifest;
  private final KnownObjects known;
  private final List<String> problems;

  PodReferences(Manifest manifest, KnownObjects known, List<String> problems) {
    this.manifest = manifest;
    this.known = known;
    this.problems = problems;
  }

  void check() {
    manifest.pod().ifPresent(this::pod);
  }

  private void pod(JsonNode pod) {
    if (pod.has("serviceAccountName")) {
      known.require(manifest, "ServiceAccount", pod.path("serviceAccountName").asText(), problems);
    }
    for (JsonNode secret : pod.path("imagePullSecrets")) {
      known.require(manifest, "Secret", secret.path("name").asText(), problems);
    }
    String priority = pod.path("priorityClassName").asText();
    if (!priority.isEmpty()) {
      known.require(manifest, "PriorityClass", priority, problems);
    }
    Set<String> volumes = new HashSet<>();
    pod.path("volumes").forEach(volume -> volume(volume, volumes));
    manifest
        .spec()
        .path("volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    manifest.containers().forEach(container -> container(container, volumes));
  }

  private void volume(JsonNode volume, Set<String> names) {
    names.add(volume.path("name").asText());
    if (volume.has("secret")) {
      known.require(manifest, "Secret", volume.at("/secret/secretName").asText(), problems);
    }
    if (volume.has("configMap")) {
      String name = volume.at("/configMap/name").asText();
      known.require(manifest, "ConfigMap", name, problems);
      for (JsonNode item : volume.at("/configMap/items")) {
        known.requireKey(manifest, "ConfigMap", name, item.path("key").asText(), problems);
      }
    }
    if (volume.has("persistentVolumeClaim")) {
      String claim = volume.at("/persistentVolumeClaim/claimName").asText();
      known.require(manifest, "PersistentVolumeClaim", claim, problems);
    }
  }

  private void container(JsonNode container, Set<String> volumes) {
    String title = manifest.title() + "/" + container.path("name").asText();
    Set<String> variables = new HashSet<>();
    for (JsonNode variable : container.path("env")) {
      if (!variables.add(variable.path("name").asText())) {
        problems.add(title + ": sets " + variable.path("name").asText() + " twice");
      }
      key(variable.at("/valueFrom/secretKeyRef"), "Secret");
      key(variable.at("/valueFrom/configMapKeyRef"), "ConfigMap");
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      if (!volumes.contains(mount.path("name").asText())) {
        problems.add(title + ": mounts " + mount.path("name").asText() + ", which is no volume");
      }
    }
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      for (String way : List.of("httpGet", "tcpSocket")) {
        JsonNode port = container.path(probe).path(way).path("port");
        if (!port.isMissingNode() && !Ports.has(manifest, port)) {
          problems.add(title + ": " + probe + " asks at port " + port + ", which is not there");
        }
      }
    }
  }

  private void key(JsonNode reference, String kind) {
    if (!reference.isMissingNode()) {
      known.requireKey(
          manifest,
          kind,
          reference.path("name").asText(),
          reference.path("key").asText(),
          problems);
    }
  }
}
